// Everything that holds landings back on purpose, and its switches. The desk decides which gates can be opened by choice.
import { z } from 'zod';
import type { FlowDesk } from '../../src/desk.ts';
import { GATE_NAMES } from '../../src/domain/gate.ts';
import { idIn, stepIn, whoIn, wordsIn } from '../schemas.ts';
import { flowShape, stepNamesShape } from '../shapes/flow.ts';
import type { Questions } from './question.ts';

const pauseIn = { step: stepIn.nullish(), why: wordsIn, who: whoIn };

export const flowQuestions: Questions<keyof FlowDesk | 'pause' | 'resume' | 'auto'> = {
  flow: {
    tag: 'flow',
    summary: 'What holds landings back on purpose',
    input: {},
    output: flowShape,
  },
  steps: {
    tag: 'flow',
    summary: 'The steps by the names that people see',
    input: {},
    output: stepNamesShape,
  },
  openGate: {
    tag: 'flow',
    summary: 'Let one enhancement pass a gate that is a choice',
    input: { id: idIn, gate: z.enum(GATE_NAMES), who: whoIn },
  },
  pause: { tag: 'flow', summary: 'Pause one step, or everything', input: pauseIn },
  // Accepts a reason too, as `pause` does.
  resume: { tag: 'flow', summary: 'Resume one step, or everything', input: pauseIn },
  auto: {
    tag: 'flow',
    summary: 'Switch automatic landing on or off',
    input: { on: z.boolean(), who: whoIn },
  },
};
