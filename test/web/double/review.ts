// What a reviewer looks at, and verdicts part by part. In memory, for the tests of the command line and the API.
import type { Inbox, InboxRow, LandedRow, Review, ReviewDesk } from '../../../src/desk.ts';
import {
  type BlobId,
  type CommitId,
  type EnhancementId,
  type EpisodeId,
  type Hash,
  treePath,
} from '../../../src/domain/ids.ts';
import { Fault } from '../../../src/errors.ts';

const NOW_MS = Date.UTC(2031, 4, 4, 10, 30, 0);
const KETTLE = treePath('episodes/0101/rundown/20 The Committee for the Kettle.md');
const BASE = { [KETTLE]: 'b10b0123456789b10b0123456789b10b01234567' as BlobId };
const ID = '1a2b3c4d5e' as EnhancementId;

const HEAD = {
  id: ID,
  episode: '0101' as EpisodeId,
  step: 'cue-block-repair',
  state: 'proposed',
  subject: KETTLE,
  paths: [KETTLE],
  title: 'Fix spacing and brackets of 3 cues',
  applicability: 'safe',
  commit: 'c0ffee0123456789c0ffee0123456789c0ffee01' as CommitId,
  base: BASE,
  reasons: [
    {
      code: 'NOT_REVIEWED',
      user: 'waits for a reviewer',
      tech: 'policy is review and no verdict is recorded',
      gate: 'verdict',
      opensAtMs: null,
      choice: 'accept',
    },
  ],
  why: 'Its cues can’t be read by the player.',
  lane: 'review',
  proposedMs: NOW_MS - 60_000,
  model: null,
  confidence: null,
} as const;

const ROW: InboxRow = {
  ...HEAD,
  waitsFor: 'person',
  segment: { path: KETTLE, order: 20, title: 'The Committee for the Kettle' },
  trivial: true,
  summary: false,
  stale: null,
  revision: '0123456789abcdef',
};

export const INBOX: Inbox = {
  rows: [
    ROW,
    {
      ...ROW,
      id: '2b3c4d5e6f' as EnhancementId,
      step: 'slug-enhancement',
      title: 'Slug "kettle-committee" instead of an empty one',
      applicability: 'unsafe',
      trivial: false,
      model: 'gpt-5-mini',
      confidence: 0.8,
      stale: { code: 'ASKING_AGAIN', user: 'the text changed; the step is being asked again', tech: 'asked' },
    },
  ],
  next: '9999~0101~1~1930000000000~2b3c4d5e6f',
  total: 3,
  work: 3,
  episodes: [{ episode: '0101', title: 'The Glove on the Railing', count: 3 }],
  steps: [{ step: 'cue-block-repair', title: 'Repair cue blocks', count: 3 }],
};

export const LANDED: readonly LandedRow[] = [
  {
    id: '4d5e6f7081',
    episode: '0101',
    step: 'runtime-calculation',
    title: 'Runtime 00:41:20:00',
    paths: ['episodes/0101/info.md'],
    commit: 'c0ffee0123456789c0ffee0123456789c0ffee01',
    atMs: NOW_MS - 60_000,
    by: 'policy',
    reverted: false,
  },
];

export const REVIEW: Review = {
  enhancement: {
    ...HEAD,
    stepVersion: 2,
    input: 'a'.repeat(64) as Hash,
    fingerprint: 'b'.repeat(64) as Hash,
    supersedes: null,
    prompt: null,
    costUsd: null,
    message: 'cue-block-repair: 0101/20 The Committee for the Kettle\n',
    decisions: [],
    diagnostics: [],
    askedWith: null,
    redo: null,
    landed: null,
  },
  revision: ROW.revision,
  stale: null,
  files: [
    {
      path: KETTLE,
      pathAfter: KETTLE,
      kind: 'edit',
      view: 'prose',
      before: '<!-- Begin Cue -->\n[Type:SOT]\n<!-- End Cue -->\n<script>alert(1)</script>\n',
      after: '<!-- Begin Cue -->\n[Type: SOT]\n<!-- End Cue -->\n<script>alert(1)</script>\n',
      media: null,
      note: null,
      parts: [
        {
          key: 'c0ffeec0ffeec0ffeec0',
          field: 'cue:SOT1',
          kind: 'cue',
          label: 'Type of SOT',
          cue: {
            type: 'SOT',
            slug: null,
            line: 1,
            media: {
              before: { files: [], missing: 'the cue has no MediaURL' },
              after: { files: [], missing: 'the cue has no MediaURL' },
            },
          },
          lineBefore: 2,
          lineAfter: 2,
          words: [
            { kind: 'same', text: '[Type:' },
            { kind: 'added', text: ' ' },
            { kind: 'same', text: 'SOT]' },
          ],
          before: '[Type:SOT]',
          after: '[Type: SOT]',
        },
      ],
    },
  ],
  supersedes: null,
  earlier: [],
  supersededBy: null,
};

/** `note` is told each call. */
export function reviewDouble(note: (...call: unknown[]) => void): ReviewDesk {
  return {
    async inbox(filter) {
      note('inbox', filter);
      return INBOX;
    },
    async landedSince(sinceMs) {
      note('landedSince', sinceMs);
      return LANDED;
    },
    async review(id) {
      note('review', id);
      return REVIEW;
    },
    async decideParts(id, verdict, revision, who) {
      note('decideParts', id, verdict, revision, who);
      if (revision !== null && revision !== ROW.revision)
        throw new Fault('refused', 'MOVED_ON', 'Otto accepted it 5 s ago', { tech: id });
      const unknown = verdict.reject.find(
        (key) => key !== 'c0ffeec0ffeec0ffeec0' && !key.startsWith('part-'),
      );
      if (unknown !== undefined) throw new Fault('usage', 'NO_PART', `${id} has no part ${unknown}`);
      return { id: ID, title: HEAD.title, result: 'landed', commit: HEAD.commit, reasons: [] };
    },
    async standing(id, key) {
      note('standing', id, key);
      const [part] = REVIEW.files.flatMap(({ parts }) => parts);
      if (part === undefined || key !== part.key)
        throw new Fault('usage', 'NO_PART', `${id} has no part ${key}`);
      const by = { name: 'Minna Thistlewood', atMs: NOW_MS };
      return { part, path: KETTLE, text: '[Type: NAT]', line: 2, by };
    },
    async putOnTop(id, key, words, theirs, who) {
      note('putOnTop', id, key, words, theirs, who);
      if (theirs !== '[Type: NAT]') throw new Fault('refused', 'MOVED_ON', 'Other words stand there by now');
      return { id: ID, title: HEAD.title, result: 'landed', commit: HEAD.commit, reasons: [] };
    },
    async page(id, path, side) {
      note('page', id, path, side);
      if (path !== KETTLE) throw new Fault('usage', 'NO_PAGE', `${id} has no text at ${path}`);
      return '<!doctype html>\n<title>The Committee for the Kettle</title>\n<p>It is a kettle.\n';
    },
  };
}
