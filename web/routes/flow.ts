// Routes for what holds landings back on purpose. The desk decides which gates can be opened by choice.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { FlowDesk } from '../../src/desk.ts';
import { GATE_NAMES } from '../../src/domain/gate.ts';
import { idParams, whoIn } from '../schemas.ts';
import { flowShape } from '../shapes/flow.ts';
import { doneShape } from '../shapes/rows.ts';

const TAGS = ['flow'];
const openGateBody = z.strictObject({ gate: z.enum(GATE_NAMES), who: whoIn });

export function flowRoutes(app: FastifyInstance, desk: FlowDesk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/v1/flow',
    { schema: { tags: TAGS, summary: 'What holds landings back on purpose', response: { 200: flowShape } } },
    () => desk.flow(),
  );
  api.post(
    '/api/v1/enhancements/:id/open-gate',
    {
      schema: {
        tags: TAGS,
        summary: 'Let one enhancement pass a gate that is a choice',
        params: idParams,
        body: openGateBody,
        response: { 200: doneShape },
      },
    },
    async ({ params, body }) => {
      await desk.openGate(params.id, body.gate, body.who ?? null);
      return { ok: true } as const;
    },
  );
}
