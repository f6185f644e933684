// Search over all episodes, and people’s own questions in SQL.
import type { FastifyInstance } from 'fastify';
import type { SearchDesk } from '../../src/desk.ts';

export function searchRoutes(_app: FastifyInstance, _desk: SearchDesk): void {}
