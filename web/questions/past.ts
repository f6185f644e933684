// History, blame, comparisons, and restoring files. The desk refuses unknown commits, moments and files.
import { z } from 'zod';
import type { PastDesk } from '../../src/desk.ts';
import { commitIn, pathIn, whoIn } from '../schemas.ts';
import {
  blameShape,
  commitShape,
  fileAtShape,
  fileDifferencesShape,
  noteAddressShape,
  restorePreviewShape,
} from '../shapes/past.ts';
import { outcomeShape } from '../shapes/rows.ts';
import type { Questions } from './question.ts';

/** A commit or a moment; the desk resolves it. */
const momentIn = z.string().min(4).max(40);

export const pastQuestions: Questions<keyof PastDesk> = {
  commit: {
    tag: 'history',
    summary: 'One commit, with what it changed',
    input: { commit: commitIn },
    output: commitShape,
  },
  compare: {
    tag: 'history',
    summary: 'What differs between two commits, or two moments',
    input: { from: momentIn, to: momentIn, path: pathIn.optional() },
    output: fileDifferencesShape,
  },
  blame: {
    tag: 'history',
    summary: 'Who wrote each line of a file',
    input: { path: pathIn, commit: commitIn.optional() },
    output: blameShape,
  },
  fileAt: {
    tag: 'history',
    summary: 'A file as it stands, or stood in a commit',
    input: { path: pathIn, commit: commitIn.optional() },
    output: fileAtShape,
  },
  noteAddress: {
    tag: 'history',
    summary: 'The address that opens a file in Obsidian, near a line',
    input: { path: pathIn, line: z.coerce.number().int().min(1).max(10_000_000).optional() },
    output: noteAddressShape,
  },
  restore: {
    tag: 'history',
    summary: 'Put a file back as it was in a commit, as this person’s edit',
    input: { path: pathIn, commit: commitIn, who: whoIn, seen: z.string().min(1).max(40).nullish() },
    output: outcomeShape,
  },
  restorePreview: {
    tag: 'history',
    summary: 'What putting a file back would take out',
    input: { path: pathIn, commit: commitIn },
    output: restorePreviewShape,
  },
};
