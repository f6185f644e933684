// HTTP address of every desk question, as data: the server makes its routes from it, the remote desk and the page their
// requests. No schemas and no dependencies, because the browser loads it too.
import type { Desk } from '../desk.ts';

/** Every desk method with one address and one answer. `check` has two addresses; `pass` reports progress. */
export type Addressed = Exclude<keyof Desk, 'check' | 'pass'>;

/**
 * How a value of the desk travels: unless stated otherwise, as JSON. `done`: there is none, only that it is done;
 * `text`: as the body itself; `under`: as JSON under this key.
 */
export type Travel = 'done' | 'text' | { readonly under: string };

type Method = 'get' | 'post' | 'delete';

/** The name of one argument on the wire. A list stands for an object with these keys. */
type Argument<P> = string | (P extends object ? readonly (keyof P & string)[] : never);

/** One entry for each parameter; `*`: the only argument is an object, and its keys are the names on the wire. */
type Arguments<P extends readonly unknown[]> =
  | { readonly [I in keyof P]: Argument<P[I]> }
  | (P extends readonly [object] ? '*' : never);

type TravelOf<T> = [T] extends [undefined]
  ? { readonly answer: 'done' }
  : T extends string
    ? { readonly answer: Exclude<Travel, 'done'> }
    : { readonly answer?: never };

export type AnswerOf<N extends keyof Desk> = Awaited<ReturnType<Desk[N]>>;

/** Exactly one method. Names with a colon in the path are arguments; the others go to the query, or a POST's body. */
type Address<N extends Addressed> = {
  readonly [M in Method]: { readonly [K in M]: string } & { readonly [K in Exclude<Method, M>]?: never };
}[Method] & {
  readonly args: Arguments<Required<Parameters<Desk[N]>>>;
  /** Sent along always: tells questions at one address apart. */
  readonly fixed?: Readonly<Record<string, string>>;
} & TravelOf<AnswerOf<N> extends void ? undefined : AnswerOf<N>>;

export const API = '/api/v1';

/** Paths below `API`. */
export const ADDRESSES = {
  status: { get: '/status', args: [] },
  episodes: { get: '/episodes', args: [] },
  episode: { get: '/episodes/:n', args: ['n'] },
  create: { post: '/episodes', args: ['who'] },
  exported: { get: '/episodes/:n/exports/:name', args: ['n', 'name'], answer: { under: 'text' } },
  budget: { get: '/budget', args: ['episode'] },
  addBudget: { post: '/budget', args: ['episode', 'addUsd', 'who'], answer: 'done' },

  list: { get: '/enhancements', args: '*' },
  show: { get: '/enhancements/:id', args: ['id'] },
  diff: { get: '/enhancements/:id/diff', args: ['id'], answer: { under: 'diff' } },
  accept: { post: '/enhancements/accept', args: ['selection', 'who'] },
  reject: { post: '/enhancements/reject', args: ['selection', 'why', 'who'] },
  revert: { post: '/enhancements/revert', args: ['selection', 'who'] },
  redo: { post: '/enhancements/:id/redo', args: ['id', 'remark', 'who'] },

  inbox: { get: '/inbox', args: '*' },
  landedSince: { get: '/landed', args: ['sinceMs'] },
  review: { get: '/enhancements/:id/review', args: ['id'] },
  decideParts: { post: '/enhancements/:id/parts', args: ['id', ['reject', 'edit'], 'revision', 'who'] },
  standing: { get: '/enhancements/:id/standing', args: ['id', 'key'] },
  putOnTop: { post: '/enhancements/:id/put-on-top', args: ['id', 'key', 'words', 'theirs', 'who'] },
  page: { get: '/enhancements/:id/page', args: ['id', 'path', 'side'], answer: 'text' },

  machines: { get: '/machines', args: [] },
  conflicts: { get: '/conflicts', args: [] },
  conflict: { get: '/conflicts/copy', args: ['path'] },

  flow: { get: '/flow', args: [] },
  steps: { get: '/steps', args: [] },
  openGate: { post: '/enhancements/:id/open-gate', args: ['id', 'gate', 'who'], answer: 'done' },
  hold: {
    post: '/holds',
    args: ['episode', 'forMs', 'why', 'who'],
    fixed: { action: 'hold' },
    answer: 'done',
  },
  release: { post: '/holds', args: ['episode', 'who'], fixed: { action: 'release' }, answer: 'done' },
  pause: { post: '/pause', args: ['step', 'why', 'who'], answer: 'done' },
  resume: { post: '/resume', args: ['step', 'who'], answer: 'done' },
  auto: { post: '/auto', args: ['on', 'who'], answer: 'done' },

  history: { get: '/history', args: '*' },
  commit: { get: '/commits/:commit', args: ['commit'] },
  compare: { get: '/compare', args: ['from', 'to', 'path'] },
  blame: { get: '/blame', args: ['path', 'commit'] },
  fileAt: { get: '/files', args: ['path', 'commit'] },
  noteAddress: { get: '/note', args: ['path', 'line'] },
  restore: { post: '/restore', args: ['path', 'commit', 'who', 'seen'] },
  restorePreview: { get: '/restore', args: ['path', 'commit'] },

  maintain: { post: '/maintain', args: ['dryRun'] },

  jobs: { get: '/jobs', args: '*' },
  job: { get: '/jobs/:id', args: ['id'] },
  retryJob: { post: '/jobs/:id/retry', args: ['id', 'who'] },
  cancelJob: { post: '/jobs/:id/cancel', args: ['id', 'who'] },
  prioritise: { post: '/jobs/:id/priority', args: ['id', 'priority', 'who'] },
  analytics: { get: '/analytics', args: '*' },

  search: { get: '/search', args: '*' },
  query: { post: '/query', args: ['sql', 'limit'] },
  savedQueries: { get: '/queries', args: [] },
  saveQuery: { post: '/queries', args: ['name', 'sql', 'who'], answer: 'done' },
  forgetQuery: { delete: '/queries/:name', args: ['name', 'who'], answer: 'done' },
} as const satisfies { readonly [N in Addressed]: Address<N> };

/** One address, with what all addresses have in common. */
export interface AddressParts {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Names of the arguments in the path. */
  readonly inPath: readonly string[];
  readonly args: '*' | readonly (string | readonly string[])[];
  readonly fixed: Readonly<Record<string, string>>;
  readonly answer: Travel | null;
}

export function addressOf(name: Addressed): AddressParts {
  const address: Partial<Record<Method, string>> & Partial<AddressParts> & Pick<AddressParts, 'args'> =
    ADDRESSES[name];
  const { get, post, delete: remove, args, fixed = {}, answer = null } = address;
  const path = get ?? post ?? remove ?? '';
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, key = '']) => key);
  return { method: get ? 'GET' : post ? 'POST' : 'DELETE', path, inPath, args, fixed, answer };
}

export interface DeskRequest {
  readonly method: AddressParts['method'];
  /** Below `API`, with the query string. */
  readonly path: string;
  /** For POST only. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Leaves out arguments that are null or undefined, and missing ones at the end. Joins lists in a query with commas. */
export function requestOf<N extends Addressed>(name: N, args: Partial<Parameters<Desk[N]>>): DeskRequest {
  const { method, path, inPath, fixed, ...rest } = addressOf(name);
  const input: Record<string, unknown> = { ...fixed, ...namedOf(rest.args, args) };
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(input[key])));
  const others = Object.entries(input).filter(
    ([key, value]) => !inPath.includes(key) && value !== undefined && value !== null,
  );
  return method === 'POST'
    ? { method, path: filled, body: Object.fromEntries(others) }
    : { method, path: `${filled}${queryOf(others)}` };
}

function namedOf(names: AddressParts['args'], args: readonly unknown[]): object {
  if (names === '*') return args[0] ?? {};
  return Object.assign(
    {},
    ...names.map((name, i) => (typeof name === 'string' ? { [name]: args[i] } : args[i])),
  );
}

function queryOf(pairs: readonly (readonly [string, unknown])[]): string {
  const words = pairs.map(([key, value]): [string, string] => [
    key,
    Array.isArray(value) ? value.join(',') : String(value),
  ]);
  return words.length === 0 ? '' : `?${new URLSearchParams(words)}`;
}

/** The arguments that a request brought, in the method's order; null if missing. `input` has been checked. */
export function argumentsOf<N extends Addressed>(name: N, input: object): Parameters<Desk[N]> {
  const { args } = addressOf(name);
  const given: Readonly<Record<string, unknown>> = { ...input };
  const values =
    args === '*'
      ? [input]
      : args.map((each) =>
          typeof each === 'string'
            ? (given[each] ?? null)
            : Object.fromEntries(each.filter((key) => key in given).map((key) => [key, given[key]])),
        );
  return values as Parameters<Desk[N]>;
}

/** The desk's value in a JSON answer. Unchecked: the server runs the same program. */
export function answerIn<N extends Addressed>(name: N, json: unknown): AnswerOf<N> {
  const { answer } = addressOf(name);
  if (answer === 'done') return undefined as AnswerOf<N>;
  const isUnder = typeof answer === 'object' && answer !== null;
  return (isUnder ? (json as Readonly<Record<string, unknown>>)[answer.under] : json) as AnswerOf<N>;
}
