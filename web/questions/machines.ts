// The machines that share the show.
import type { MachinesDesk } from '../../src/desk.ts';
import { machinesReportShape } from '../shapes/machines.ts';
import type { Questions } from './question.ts';

export const machinesQuestions: Questions<keyof MachinesDesk> = {
  machines: {
    tag: 'show',
    summary: 'The machines that share the show, and whose edits are the newest',
    input: {},
    output: machinesReportShape,
  },
};
