// The API's description, generated from the routes: OpenAPI for programs, a page to read and try for people.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { CODE_SCHEMAS } from './shapes/codes.ts';
import { problemShape } from './shapes/problem.ts';

const ROOT = '/api/docs';

const TAGS = [
  { name: 'show', description: 'Where things stand, and one pass over all of it' },
  { name: 'enhancements', description: 'What is proposed, and what a reviewer says of it' },
  { name: 'review', description: 'The inbox, and verdicts part by part' },
  { name: 'episodes', description: 'Rundowns, preflight, scripts' },
  { name: 'flow', description: 'What holds landings back on purpose' },
  { name: 'history', description: 'Who changed what, when and why; and back again' },
  { name: 'jobs', description: 'Work as it runs, and what it has cost' },
  { name: 'search', description: 'Across all episodes' },
  { name: 'budget', description: 'The language model’s money' },
  { name: 'care', description: 'The state folder, kept in bounds' },
  { name: 'events', description: 'What happens, as it happens' },
  { name: 'media', description: 'Files of the show' },
  { name: 'session', description: 'Logging in from another machine' },
];

/** Call before any route is added: earlier routes would be missing. */
export async function apiDocs(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Show-Build',
        version: '1',
        description:
          'The review desk. Failures are RFC 9457 problems with a `code` for programs and a sentence for people.',
      },
      tags: TAGS,
      components: {
        schemas: CODE_SCHEMAS,
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'From other machines: the token.' },
          session: { type: 'apiKey', in: 'cookie', name: 'show-build-<port>' },
        },
      },
      security: [{}, { token: [] }, { session: [] }],
    },
    transform(route) {
      const { response, ...rest } = route.schema ?? {};
      if (rest.hide === true) return { schema: { hide: true }, url: route.url };
      return jsonSchemaTransform({
        ...route,
        schema: { ...rest, response: { ...(response as object), default: PROBLEM } },
      });
    },
  });
  await app.register(swaggerUi, {
    routePrefix: ROOT,
    uiConfig: { docExpansion: 'list', validatorUrl: null, layout: 'BaseLayout' },
    theme: { title: 'Show-Build API' },
    staticCSP: POLICY,
    uiHooks: {
      preHandler(request, reply, done) {
        const isFront = request.url.split('?', 1)[0]?.replace(/\/$/, '') === ROOT;
        if (isFront && !(request.headers.accept ?? '').includes('text/html')) reply.send(app.swagger());
        else done();
      },
    },
  });
}

const PROBLEM = {
  description: 'A problem',
  content: { 'application/problem+json': { schema: problemShape } },
};

/** Allows its own files and requests. Its script sets styles on elements; it needs nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Hash of the one style element its script adds, in the installed version.
  "style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
