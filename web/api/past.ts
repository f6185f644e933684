// History, line by line and between moments; and files put back.
import type { FastifyInstance } from 'fastify';
import type { PastDesk } from '../../src/desk.ts';

export function pastRoutes(_app: FastifyInstance, _desk: PastDesk): void {}
