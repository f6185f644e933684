// Codes of Faults in the command line, the web server and the service around them.
import type { FaultTable } from './fault-facts.ts';

export const SERVICE_FAULTS = {
  // ---- command line ----
  CLI_BUG: { kind: 'bug', means: 'A defect in the program ended a command.' },
  INSTALL_BROKEN: { kind: 'configuration', means: 'The installation is not complete.' },
  NO_SAMPLE: { kind: 'configuration', means: 'The installation came without the sample show.' },
  NO_SHOW: { kind: 'usage', means: 'The folder holds no show.' },
  NO_TREE: { kind: 'usage', means: "What was named as the show's folder is no folder." },
  SECOND_SERVICE: {
    kind: 'refused',
    means: 'A service on another copy of the show works on it, so this one does nothing.',
  },
  SERVICE_GONE: { kind: 'transient', means: 'The service stopped before it had answered.' },
  SERVICE_RUNS: { kind: 'refused', means: 'A service for this show is already running.' },
  SERVICE_SILENT: { kind: 'transient', means: 'The service does not answer.' },
  SERVICE_STRANGE: {
    kind: 'configuration',
    means: 'What answers is no such service, or one of another version.',
  },
  STOPPED: { kind: 'transient', means: 'The program is stopping; what was done is kept.' },
  USAGE: { kind: 'usage', means: 'The command line is wrong.' },

  // ---- web server ----
  ADDRESS_UNUSABLE: { kind: 'refused', means: 'The server can not listen at this address.' },
  HOST_FOREIGN: { kind: 'refused', means: 'The Host header does not name this server.' },
  NO_HTTP: { kind: 'usage', means: 'What was sent is not HTTP.' },
  NO_MEDIA: { kind: 'usage', means: 'There is no such media file, or none that is shown.' },
  NO_PAGE: { kind: 'usage', means: 'There is nothing at this address.' },
  NO_SUCH_ROW: { kind: 'usage', means: 'The row to continue after is not in the list.' },
  ORIGIN_FOREIGN: { kind: 'refused', means: 'A page of another site sent the request.' },
  PORT_TAKEN: { kind: 'refused', means: 'Another program has the port.' },
  REFUSED: { kind: ['refused', 'usage'], means: 'The request was refused without a more exact code.' },
  REQUEST_WRONG: { kind: 'usage', means: 'The request does not have the documented form.' },
  TOKEN_MISSING: { kind: 'configuration', means: 'A server that other machines can reach needs a token.' },
  TOKEN_NEEDED: { kind: 'refused', means: 'A request from another machine needs the token.' },
  TOKEN_SHORT: { kind: 'configuration', means: 'The token has too few characters.' },
  TOKEN_WRONG: { kind: 'refused', means: 'That is not the token of this service.' },
  TOO_MANY_LINES: { kind: 'transient', means: 'Too many event connections are open.' },
  TOO_MANY_TRIES: { kind: 'transient', means: 'Too many wrong tokens came from this address.' },
  UPGRADE_NEEDED: { kind: 'usage', means: 'This address speaks WebSocket only.' },
  WEB_BUG: { kind: 'bug', means: 'A defect in the program ended a request.' },
} as const satisfies FaultTable;
