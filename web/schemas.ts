// What may come in, checked at the door by JSON schema. Unknown keys are refused: a misspelt filter must not mean "all".
import type { EnhancementState } from '../src/domain/enhancement.ts';

export const ENHANCEMENT_STATES = [
  'proposed',
  'accepted',
  'landed',
  'rejected',
  'superseded',
  'withdrawn',
  'reverted',
] as const satisfies readonly EnhancementState[];

const ID = { type: 'string', pattern: '^[0-9A-Za-z_-]{1,64}$' } as const;
const EPISODE = { type: 'string', pattern: '^\\d{1,4}$' } as const;
const STEP = { type: 'string', pattern: '^[a-z0-9-]{1,64}$' } as const;
const STATE = { type: 'string', enum: ENHANCEMENT_STATES } as const;
const WHO = { type: ['string', 'null'], maxLength: 100 } as const;
const WORDS = { type: ['string', 'null'], maxLength: 4000 } as const;
const FLAG = { type: 'boolean' } as const;

const NARROWS = { episode: EPISODE, step: STEP, state: STATE, all: FLAG } as const;

export const selectionQuery = object({
  ...NARROWS,
  // Several are joined by commas.
  ids: { type: 'string', pattern: '^[0-9A-Za-z_,-]{1,100000}$' },
});

const selection = object({ ...NARROWS, ids: { type: 'array', items: ID, maxItems: 10_000 } });

export const idParams = object({ id: ID }, ['id']);
export const episodeParams = object({ n: EPISODE }, ['n']);
export const newEpisodeBody = optional(object({ who: WHO }));
export const exportParams = object({ n: EPISODE, name: { type: 'string', minLength: 1, maxLength: 80 } }, [
  'n',
  'name',
]);
export const historyQuery = object({
  episode: EPISODE,
  limit: { type: 'integer', minimum: 1, maximum: 100_000 },
});

/** For decisions about one enhancement; `remark` for `redo`, `why` for `reject`. */
export const decisionBody = optional(object({ who: WHO, why: WORDS, remark: WORDS }));
export const decisionsBody = object({ selection, who: WHO, why: WORDS }, ['selection']);
export const holdsBody = object(
  {
    episode: EPISODE,
    action: { type: 'string', enum: ['hold', 'release'] },
    forMs: { type: ['integer', 'null'], minimum: 1 },
    why: WORDS,
    who: WHO,
  },
  ['episode', 'action'],
);
export const pauseBody = optional(
  object({ step: { ...STEP, type: ['string', 'null'] }, why: WORDS, who: WHO }),
);
export const autoBody = object({ on: FLAG, who: WHO }, ['on']);
export const budgetQuery = object({ episode: EPISODE });
export const budgetBody = object(
  { episode: EPISODE, addUsd: { type: 'number', exclusiveMinimum: 0, maximum: 10_000 }, who: WHO },
  ['addUsd'],
);
export const passBody = optional(object({ episode: EPISODE, step: STEP, dryRun: FLAG, acceptAll: FLAG }));

/** Episodes are named by four digits; people leave the zeros out. */
export function paddedEpisode<T extends { readonly episode?: string }>(asked: T): T {
  return asked.episode === undefined ? asked : { ...asked, episode: asked.episode.padStart(4, '0') };
}

function object<P extends object>(properties: P, required: readonly string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false } as const;
}

/** A body that may be missing altogether. */
function optional<S extends { readonly type: 'object' }>(schema: S) {
  return { ...schema, type: ['object', 'null'] } as const;
}
