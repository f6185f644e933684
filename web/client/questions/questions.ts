// Queries of the pages with their cache keys, whose first word is the desk's method; stale-queries.ts decides which of
// them an event makes stale.
import { queryOptions } from '@tanstack/react-query';
import {
  type ADDRESSES,
  type Addressed,
  type AnswerOf,
  answerIn,
  requestOf,
} from '../../../src/desk/addresses.ts';
import type { CheckReport, Desk } from '../../../src/desk.ts';
import { ask, tell } from './ask.ts';

type Address = typeof ADDRESSES;
type AnsweredInJson = { [N in Addressed]: Address[N] extends { answer: 'text' } ? never : N }[Addressed];
type Reading = { [N in AnsweredInJson]: Address[N] extends { get: string } ? N : never }[AnsweredInJson];

/** Asks the desk. A decision is durable when this resolves. */
export async function answerTo<N extends AnsweredInJson>(
  name: N,
  args: Parameters<Desk[N]>,
  signal?: AbortSignal,
): Promise<AnswerOf<N>> {
  const { method, path, body } = requestOf(name, args);
  return answerIn(name, method === 'GET' ? await ask(path, signal) : await tell(method, path, body));
}

/** A question that changes nothing, as a query. */
export function question<N extends Reading>(name: N, ...args: Parameters<Desk[N]>) {
  return queryOptions<AnswerOf<N>>({
    queryKey: [name, ...args],
    queryFn: ({ signal }) => answerTo(name, args, signal),
  });
}

/** All episodes that are worked on. */
export function checksQuestion() {
  return queryOptions({
    queryKey: ['check', ''],
    queryFn: ({ signal }) => ask<readonly CheckReport[]>('/check', signal),
  });
}

export function checkQuestion(episode: string) {
  return queryOptions({
    queryKey: ['check', episode],
    queryFn: ({ signal }) => ask<CheckReport>(`/episodes/${encodeURIComponent(episode)}/check`, signal),
  });
}

/** Answer of GET /session. */
export interface Session {
  /** A token is required before anything else is answered. */
  readonly needed: boolean;
  readonly loggedIn: boolean;
  readonly show: string;
  readonly people: readonly { readonly key: string; readonly name: string }[];
}

export function sessionQuestion() {
  return queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => ask<Session>('/session', signal),
  });
}
