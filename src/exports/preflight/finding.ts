// Builds preflight findings. Severities and messages come from messages.ts.
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { oneLine } from '../../domain/one-line.ts';
import type { InfoDocument, SegmentDocument } from '../../markdown/document.ts';
import { PREFLIGHT_WORDS, type PreflightCode, WEIGHED } from './messages.ts';

export interface Finding extends Diagnostic {
  /** True if it keeps the episode off the air. */
  readonly blocks: boolean;
}

interface Said {
  /** Text from the file, appended to the message in quotation marks. */
  readonly about?: string;
  /** Appended to the message as is; ignored if `about` is given. */
  readonly detail?: string;
}

const LONGEST_ABOUT = 80;
const LONGEST_DETAIL = 200;

export function finding(
  code: PreflightCode,
  path: string,
  line: number | null,
  { about, detail }: Said = {},
): Finding {
  const [severity, words, todo] = PREFLIGHT_WORDS[code];
  const quoted = about === undefined ? null : `“${oneLine(about, LONGEST_ABOUT)}”`;
  const rest = quoted ?? (detail === undefined ? null : oneLine(detail, LONGEST_DETAIL));
  const message = rest === null ? words : `${words}: ${rest}`;
  return { code, severity, path, line, message, todo, blocks: severity === 'error' };
}

/** A finding about a head value: at its line, or for the whole file if the key is missing. */
export function headFinding(
  code: PreflightCode,
  document: SegmentDocument | InfoDocument,
  key: string,
  said: Said = {},
): Finding {
  const entry = document.head.entries.find(({ name }) => name === key);
  return finding(code, document.path, entry?.line ?? null, said);
}

/** Converts another check's diagnostic, with its severity for show day; null if preflight leaves it out. */
export function weighed(diagnostic: Diagnostic): Finding | null {
  const severity = WEIGHED.get(diagnostic.code) ?? diagnostic.severity;
  return severity === 'off' ? null : { ...diagnostic, severity, blocks: severity === 'error' };
}

/** For items that do not go on air: keeps the finding but never lets it block the episode. */
export function asAdvice(found: Finding): Finding {
  return { ...found, severity: found.severity === 'note' ? 'note' : 'warning', blocks: false };
}
