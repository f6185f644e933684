// What holds landings back on purpose, and its choices.
import type { FastifyInstance } from 'fastify';
import type { FlowDesk } from '../../src/desk.ts';

export function flowRoutes(_app: FastifyInstance, _desk: FlowDesk): void {}
