// Codes of Faults in what works outside the program: the language model, Syncthing, vMix and the printing browser.
import type { FaultTable } from './fault-facts.ts';

export const TOOL_FAULTS = {
  FFMPEG_MISSING: { kind: 'configuration', means: 'Neither the system nor a package has ffmpeg.' },
  LANGUAGE_BUSY: { kind: 'transient', means: 'The language model is busy; it is asked again.' },
  LANGUAGE_DECLINED: { kind: 'transient', means: 'The language model declined to answer.' },
  LANGUAGE_EMPTY: { kind: 'transient', means: 'The language model gave an empty answer.' },
  LANGUAGE_GARBLED: { kind: 'transient', means: 'The language model sent something that is no answer.' },
  LANGUAGE_KEY: { kind: 'configuration', means: 'The language model refuses the API key.' },
  LANGUAGE_MODEL: { kind: 'configuration', means: 'There is no such language model at this address.' },
  LANGUAGE_NO_JSON: { kind: 'transient', means: 'The answer of the language model holds no JSON object.' },
  LANGUAGE_QUOTA: { kind: 'configuration', means: 'The account of the language model has no money left.' },
  LANGUAGE_REQUEST: {
    kind: 'configuration',
    means: 'The language model does not take this kind of request.',
  },
  LANGUAGE_SERVER: { kind: 'transient', means: 'The server of the language model failed.' },
  LANGUAGE_TIMEOUT: { kind: 'transient', means: 'The language model took too long.' },
  LANGUAGE_TRUNCATED: { kind: 'transient', means: 'The answer of the language model was cut off.' },
  LANGUAGE_UNRELIABLE: {
    kind: 'transient',
    means: 'The language model failed or answered wrongly too often in a row; it is left alone for a while.',
  },
  LANGUAGE_UNFIT: {
    kind: 'transient',
    means: "The language model's answer does not have the form that was asked for.",
  },
  LANGUAGE_UNGROUNDED: {
    kind: 'transient',
    means: 'The language model named things that the script does not.',
  },
  LANGUAGE_UNREACHABLE: { kind: 'transient', means: 'The language model can not be reached.' },
  LANGUAGE_WRONG_SHAPE: {
    kind: 'transient',
    means: 'The answer of the language model lacks what was asked for.',
  },
  LOUDNESS_MISSED: { kind: 'refused', means: 'The sound of a clip can not be brought to its target.' },
  MEDIA_NOT_MADE: { kind: ['refused', 'bug'], means: 'A clip that was made is not what was asked for.' },
  MEDIA_UNREADABLE: {
    kind: 'refused',
    means: 'The file can not be read as a clip or sound by ffmpeg.',
  },
  PRINT_EXISTS: { kind: 'refused', means: 'The file to print into exists already.' },
  PRINT_FAILED: { kind: 'transient', means: 'The browser that prints has failed.' },
  PRINT_NO_BROWSER: { kind: 'configuration', means: 'No browser that can print is installed.' },
  PRINT_UNWRITABLE: { kind: 'refused', means: 'The file to print into can not be written.' },
  SYNCTHING_BUG: { kind: 'bug', means: 'A defect in the program interrupted its view of Syncthing.' },
  SYNCTHING_CERTIFICATE: {
    kind: 'configuration',
    means: 'Syncthing is asked by http or https where the other is needed, or with an unknown certificate.',
  },
  SYNCTHING_CONFIG: {
    kind: 'configuration',
    means: "Syncthing's own configuration on this machine can not be read, or offers no interface.",
  },
  SYNCTHING_FAILED: { kind: 'transient', means: 'Syncthing answered with an error of its own.' },
  SYNCTHING_IGNORES: { kind: 'refused', means: 'Syncthing did not take the lines of what it is to ignore.' },
  SYNCTHING_KEY: { kind: 'configuration', means: 'Syncthing refuses the API key.' },
  SYNCTHING_NO_FOLDER: { kind: 'configuration', means: 'Syncthing has no folder for this show.' },
  SYNCTHING_NO_KEY: { kind: 'configuration', means: 'No API key of Syncthing is known.' },
  SYNCTHING_PAUSED: {
    kind: 'refused',
    means: 'The folder is paused in Syncthing, which tells nothing of it.',
  },
  SYNCTHING_SILENT: { kind: 'transient', means: 'There is no answer from Syncthing.' },
  SYNCTHING_SLOW: { kind: 'transient', means: 'Syncthing took too long to answer.' },
  SYNCTHING_STRANGE: {
    kind: 'configuration',
    means: 'What answers at the address of Syncthing is not Syncthing, or an unknown version of it.',
  },
  VMIX_NOTHING: { kind: 'configuration', means: 'The settings name neither a title nor a list in vMix.' },
  VMIX_NO_DRIVE: {
    kind: 'configuration',
    means: 'The settings do not say where vMix finds the files of the show.',
  },
  VMIX_OFF: { kind: 'configuration', means: 'The settings do not name the address of vMix.' },
  VMIX_REFUSED: { kind: 'refused', means: 'A call was refused by vMix.' },
  VMIX_SILENT: { kind: 'transient', means: 'There is no answer from vMix.' },
  VMIX_STRANGE: { kind: 'configuration', means: 'What answers at the address of vMix is not vMix.' },
} as const satisfies FaultTable;
