// Routes for all desk questions that need nothing beyond their description: address, input, answer.
import type { FastifyInstance, FastifySchema } from 'fastify';
import { z } from 'zod';
import { type AddressParts, API, addressOf, argumentsOf } from '../../src/desk/addresses.ts';
import type { Desk } from '../../src/desk.ts';
import { careQuestions } from '../questions/care.ts';
import { conflictsQuestions } from '../questions/conflicts.ts';
import { enhancementQuestions } from '../questions/enhancements.ts';
import { flowQuestions } from '../questions/flow.ts';
import { machinesQuestions } from '../questions/machines.ts';
import { pastQuestions } from '../questions/past.ts';
import type { AskedOfDesk, Questions } from '../questions/question.ts';
import { reviewQuestions } from '../questions/review.ts';
import { searchQuestions } from '../questions/search.ts';
import { showQuestions } from '../questions/show.ts';
import { workQuestions } from '../questions/work.ts';
import { doneShape } from '../shapes/rows.ts';

/** Its type makes every question of the desk have a description here or a handwritten route. */
const QUESTIONS: Questions<keyof Desk> = {
  ...showQuestions,
  ...enhancementQuestions,
  ...reviewQuestions,
  ...flowQuestions,
  ...machinesQuestions,
  ...conflictsQuestions,
  ...pastQuestions,
  ...workQuestions,
  ...searchQuestions,
  ...careQuestions,
};

/** Any question, without the types that tie it to its method. */
interface Described {
  readonly tag: string;
  readonly summary: string;
  readonly input: z.ZodRawShape;
  readonly output?: z.ZodType;
  readonly bodyBytes?: number;
}

export function askDesk(app: FastifyInstance, desk: Desk): void {
  const asked = desk as unknown as Readonly<Record<AskedOfDesk, (...args: unknown[]) => Promise<unknown>>>;
  for (const name of Object.keys(QUESTIONS) as AskedOfDesk[]) {
    const address = addressOf(name);
    const { tag, summary, input, output, bodyBytes }: Described = QUESTIONS[name];
    app.route({
      method: address.method,
      url: `${API}${address.path}`,
      ...(bodyBytes === undefined ? {} : { bodyLimit: bodyBytes }),
      schema: {
        tags: [tag],
        summary,
        ...inputSchemas(address, input),
        response: { 200: output ?? doneShape },
      },
      handler: async ({ params, query, body }) => {
        // The path comes last: a query that is not looked at must not change it.
        const given = Object.assign({}, address.method === 'POST' ? body : query, params);
        const answer = await asked[name](...argumentsOf(name, given));
        return address.answer === 'done' ? { ok: true } : answer;
      },
    });
  }
}

/** Without arguments of its own, a query is not looked at. A body may be missing if nothing in it is required. */
function inputSchemas({ method, inPath }: AddressParts, input: z.ZodRawShape): FastifySchema {
  const those = (isThat: (key: string) => boolean) =>
    z.strictObject(Object.fromEntries(Object.entries(input).filter(([key]) => isThat(key))));
  const own = those((key) => inPath.includes(key));
  const rest = those((key) => !inPath.includes(key));
  const params = inPath.length > 0 ? { params: own } : {};
  if (method === 'POST') return { ...params, body: rest.safeParse({}).success ? rest.nullish() : rest };
  return Object.keys(rest.shape).length > 0 ? { ...params, querystring: rest } : params;
}
