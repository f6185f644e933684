// Routes to log in and out. The token is received once and never sent back; the browser keeps a cookie that scripts
// can't read.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { cookieName, type Door, isHere } from '../door.ts';
import type { EventConnections } from '../lines.ts';
import { SESSION_MS } from '../sessions.ts';
import { doneShape } from '../shapes/rows.ts';
import { loginBody, sessionShape } from '../shapes/session.ts';

export interface SessionOptions {
  readonly lines: Pick<EventConnections, 'look'>;
  readonly show: string;
  readonly people: () => readonly { readonly key: string; readonly name: string }[];
}

const ADDRESS = '/api/v1/session';
const config = { open: true };

export function sessionRoutes(
  app: FastifyInstance,
  door: Door,
  { lines, show, people }: SessionOptions,
): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    ADDRESS,
    {
      config,
      schema: { tags: ['session'], summary: 'Who is asking', response: { 200: sessionShape } },
    },
    async (request) => {
      const needed = !isHere(request);
      const loggedIn = await door.admits(request);
      if (!loggedIn) return { needed, loggedIn, show: 'Show-Build', people: [] };
      return { needed, loggedIn, show, people: people() };
    },
  );
  api.post(
    ADDRESS,
    {
      config,
      schema: {
        tags: ['session'],
        summary: 'Log in with the token',
        body: loginBody,
        response: { 200: doneShape },
      },
    },
    async (request, reply) => {
      const secret = await door.logIn(request, request.body.token);
      reply.setCookie(cookieName(request), secret, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
        maxAge: SESSION_MS / 1000,
      });
      return { ok: true } as const;
    },
  );
  api.delete(
    ADDRESS,
    { config, schema: { tags: ['session'], summary: 'Log out', response: { 200: doneShape } } },
    async (request, reply) => {
      await door.logOut(request);
      await lines.look();
      reply.clearCookie(cookieName(request), { path: '/' });
      return { ok: true } as const;
    },
  );
}
