// Keeping the state folder in bounds.
import { z } from 'zod';
import type { CareDesk } from '../../src/desk/care.ts';
import { maintainShape } from '../shapes/care.ts';
import type { Questions } from './question.ts';

export const careQuestions: Questions<keyof CareDesk> = {
  maintain: {
    tag: 'care',
    summary: 'Take away media, jobs and logs that nothing needs; with `dryRun`, only say which',
    input: { dryRun: z.boolean() },
    output: maintainShape,
  },
};
