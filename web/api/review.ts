// What a reviewer looks at, and verdicts part by part.
import type { FastifyInstance } from 'fastify';
import type { ReviewDesk } from '../../src/desk.ts';

export function reviewRoutes(_app: FastifyInstance, _desk: ReviewDesk): void {}
