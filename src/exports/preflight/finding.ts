// What preflight found at a place, and the ways to say it. Decides no weights: words.ts has them.
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { oneLine } from '../../domain/one-line.ts';
import type { InfoDocument, SegmentDocument } from '../../markdown/document.ts';
import { PREFLIGHT_WORDS, type PreflightCode, WEIGHED } from './words.ts';

export interface Finding extends Diagnostic {
  /** It keeps the episode off the air. */
  readonly blocks: boolean;
}

interface Said {
  /** Words from the file, quoted after the message. */
  readonly about?: string;
  /** The rest of the sentence, as it is. */
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

/** Of a value in the head: at its line, or at the file where the key is missing. */
export function headFinding(
  code: PreflightCode,
  document: SegmentDocument | InfoDocument,
  key: string,
  said: Said = {},
): Finding {
  const entry = document.head.entries.find(({ name }) => name === key);
  return finding(code, document.path, entry?.line ?? null, said);
}

/** What another reader found, weighed for the day of the show; null where preflight does not repeat it. */
export function weighed(diagnostic: Diagnostic): Finding | null {
  const severity = WEIGHED.get(diagnostic.code) ?? diagnostic.severity;
  return severity === 'off' ? null : { ...diagnostic, severity, blocks: severity === 'error' };
}

/** Said of what does not go on air: no reason to stay off it. */
export function asAdvice(found: Finding): Finding {
  return { ...found, severity: found.severity === 'note' ? 'note' : 'warning', blocks: false };
}
