// A finding in a segment, and its conversion to a diagnostic.
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { oneLine } from '../../domain/one-line.ts';
import type { SegmentDocument } from '../document.ts';
import { CUE_WORDS, type CueCode } from './cue-messages.ts';

export interface RepairProblem {
  readonly code: CueCode;
  readonly line: number;
  /** Appended to the message in quotes. */
  readonly about?: string;
}

const LONGEST_ABOUT = 120;

export function told({ path }: SegmentDocument, { code, line, about }: RepairProblem): Diagnostic {
  const [severity, message, todo] = CUE_WORDS[code];
  const said = about === undefined ? message : `${message}: “${oneLine(about, LONGEST_ABOUT)}”`;
  return { code, severity, path, line, message: said, todo };
}
