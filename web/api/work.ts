// Jobs, and what they have cost and brought.
import type { FastifyInstance } from 'fastify';
import type { WorkDesk } from '../../src/desk.ts';

export function workRoutes(_app: FastifyInstance, _desk: WorkDesk): void {}
