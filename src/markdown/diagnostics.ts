// Turns problems with a file's head, text, cue markers and code into diagnostics worded for the person who wrote the file.
import type { Diagnostic } from '../domain/diagnostic.ts';
import type { TreePath } from '../domain/ids.ts';
import type { CueProblem, CueProblemCode } from './cues.ts';
import type { HeadProblem } from './head-check.ts';
import type { TextProblemCode } from './text-problems.ts';

type Words = Pick<Diagnostic, 'severity' | 'message' | 'todo'>;

const HEAD: Readonly<Record<HeadProblem['code'], Words>> = {
  HEAD_UNCLOSED: {
    severity: 'error',
    message: 'The block of values at the top of the file has no closing line',
    todo: 'Put a line with three hyphens after the last value.',
  },
  HEAD_LANGUAGE: {
    severity: 'error',
    message: 'The block of values at the top is marked as another language than YAML',
    todo: 'Leave only three hyphens on the first line.',
  },
  HEAD_TOO_LONG: {
    severity: 'warning',
    message: 'The block of values at the top is too long or too deeply nested to be edited by the bot',
    todo: 'Move long texts below the closing line of three hyphens.',
  },
  HEAD_DUPLICATE_KEY: {
    severity: 'error',
    message: 'A key stands twice in the block of values at the top',
    todo: 'Keep the line that is right and remove the other.',
  },
  HEAD_NOT_YAML: {
    severity: 'error',
    message: 'The block of values at the top can’t be read from this line on',
    todo: 'Put a value that holds a colon or starts with a sign in double quotes.',
  },
  HEAD_UNCLEAR: {
    severity: 'error',
    message: 'The block of values at the top can be read in two ways',
    todo: 'Write one “key: value” to a line between two lines of three hyphens.',
  },
  HEAD_BELOW: {
    severity: 'error',
    message: 'The block of values does not begin on the first line, so other programs read it as text',
    todo: 'Remove the lines above it.',
  },
  HEAD_TWICE: {
    severity: 'error',
    message: 'A second block of values stands below the first and is read as part of the text',
    todo: 'Keep the values that are right in the first block, and remove the second.',
  },
  HEAD_CONFLICT: {
    severity: 'error',
    message: 'Git has left two versions of the values at the top',
    todo: 'Keep one of them, and remove the lines of <<<<<<<, ======= and >>>>>>>.',
  },
};

const CUE: Readonly<Record<CueProblemCode, Words>> = {
  CUE_MISSING_END: {
    severity: 'error',
    message: 'This cue has no End, and it is not clear where it should stand',
    todo: 'Put <!-- End Cue --> on a line of its own after the last field.',
  },
  CUE_NESTED: {
    severity: 'error',
    message: 'Another cue begins inside this one',
    todo: 'Close this cue with <!-- End Cue --> before the next one begins, and remove the second End.',
  },
  CUE_END_WITHOUT_BEGIN: {
    severity: 'error',
    message: 'A cue ends here that never began',
    todo: 'Put <!-- Begin Cue --> before its first field, or remove this End.',
  },
  CUE_MARKER_BROKEN: {
    severity: 'warning',
    message: 'This looks like the begin or end of a cue but is spelled in a way that nothing reads',
    todo: 'Write <!-- Begin Cue --> or <!-- End Cue -->.',
  },
};

const TEXT: Readonly<Record<TextProblemCode, Words>> = {
  COMMENT_UNCLOSED: {
    severity: 'error',
    message: 'A comment begins here and never ends; what follows is still read out',
    todo: 'Put %% or --> where the comment ends, or remove its beginning.',
  },
  COMMENT_UNCLEAR: {
    severity: 'error',
    message: 'This looks like a comment, but not every program reads it as one; it is still read out',
    todo: 'Write %%…%% on one line, or put each %% on a line of its own.',
  },
  STRIKE_UNCLEAR: {
    severity: 'error',
    message: 'It is not clear which words are struck out here; all of them are still read out',
    todo: 'Write ~~ right before the first and right after the last word, within one paragraph.',
  },
  FOOTNOTE_UNCLEAR: {
    severity: 'error',
    message: 'This line may belong to the footnote above it; it is read out',
    todo: 'Put a blank line before it, or indent it if it belongs to the footnote.',
  },
  FENCE_UNCLOSED: {
    severity: 'error',
    message: 'A block of code begins here and never ends, so nothing below it is read out or played',
    todo: 'Close it with a line of the same signs, or remove its beginning.',
  },
  CONFLICT_MARKS: {
    severity: 'error',
    message: 'Git has left two versions of the text here, and both are in the script',
    todo: 'Keep one of them, and remove the lines of <<<<<<<, ======= and >>>>>>>.',
  },
  HEADING_UNCLEAR: {
    severity: 'error',
    message: 'This looks like the heading of notes, but what stands below it is read out',
    todo: 'Write ## Notes if it is not to be read; put the heading in quotation marks if it is a title.',
  },
  TEXT_OUTSIDE_SCRIPT: {
    severity: 'error',
    message: 'Words stand outside the script and in no notes, so nobody reads them out',
    todo: 'Move them below ## Script, or below ## Notes.',
  },
};

export function headDiagnostic(
  path: TreePath,
  problem: HeadProblem | null,
  lineAt: (offset: number) => number,
): readonly Diagnostic[] {
  return problem === null
    ? []
    : [{ code: problem.code, ...HEAD[problem.code], path, line: lineAt(problem.at) }];
}

export function textDiagnostic(path: TreePath, code: TextProblemCode, line: number): Diagnostic {
  return { code, ...TEXT[code], path, line };
}

export function isTextProblem(code: string): boolean {
  return Object.hasOwn(TEXT, code);
}

export function cueDiagnostic(path: TreePath, problem: CueProblem): Diagnostic {
  return { code: problem.code, ...CUE[problem.code], path, line: problem.line };
}

export function codeDiagnostic(path: TreePath): Diagnostic {
  return {
    code: 'MARKDOWN_TOO_LARGE',
    severity: 'note',
    message: 'The text is so large or so deeply nested that code in it was looked for by its fences alone',
    path,
    line: null,
    todo: 'Split the file where it holds more than one item.',
  };
}
