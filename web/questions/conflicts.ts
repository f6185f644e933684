// Conflict copies and what became of them.
import { z } from 'zod';
import type { ConflictsDesk } from '../../src/desk.ts';
import { conflictDetailShape, conflictsShape } from '../shapes/conflicts.ts';
import type { Questions } from './question.ts';

export const conflictsQuestions: Questions<keyof ConflictsDesk> = {
  conflicts: {
    tag: 'show',
    summary: 'The conflict copies ever seen, newest first, and what became of each',
    input: {},
    output: conflictsShape,
  },
  conflict: {
    tag: 'show',
    summary: 'One conflict copy: what was written in it, and how it differs from the file now',
    input: { path: z.string() },
    output: conflictDetailShape,
  },
};
