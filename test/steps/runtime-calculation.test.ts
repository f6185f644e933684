// What the step tells beside the values: why, and the times of the show.
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import { parseSegment } from '../../src/markdown/document.ts';
import { fieldValue } from '../../src/markdown/field-value.ts';
import type { StepResult } from '../../src/step.ts';
import { runtimeCalculation } from '../../steps/runtime-calculation.ts';
import { episodeSubject, segmentSubject } from './fixtures.ts';

const nothing = {} as Parameters<typeof runtimeCalculation.run>[1];
const run = (subject: Parameters<typeof runtimeCalculation.run>[0]): Promise<StepResult> =>
  runtimeCalculation.run(subject, nothing, new AbortController().signal);

const words = (count: number) => `${'word '.repeat(count)}\n`;
const quote = (id: string, text: string) =>
  `<!-- Begin Cue -->\n[Type: FSQ]\n[AssetID: ${id}]\n[Slug: moth]\n[Quote: "${text}"]\n<!-- End Cue -->\n`;

function show(...items: readonly string[]) {
  const files = items.map((text, i): [string, string] => [`rundown/${i + 1}0 Item.md`, text]);
  return new Map(
    [['info.md', '---\ntotal_runtime:\n---\n'] as [string, string], ...files].map(([path, text]) => [
      treePath(`episodes/0101/${path}`),
      text,
    ]),
  );
}

const item = (keys: string, body = '') => `---\nstatus: production\n${keys}\n---\n${body}`;

async function why(text: string, settings = {}): Promise<readonly string[]> {
  const { changes } = await run(segmentSubject('/nowhere', text, settings));
  return changes.map((change) => change.why);
}

describe('why an item takes as long as it does', () => {
  it.each([
    [words(150), {}, '150 words at 150 a minute come to 00:01:00:00.'],
    [words(150), { speakers: { josh: 100 } }, '150 words at 100 a minute come to 00:01:30:00.'],
    [
      `${words(150)}\n<p class="guest">${words(90)}</p>`,
      { speakers: { guest: 180 } },
      '240 words, each speaker at their own pace, come to 00:01:30:00.',
    ],
    [
      `${words(75)}<!-- Begin Cue -->\n[Type: SOT]\n<!-- End Cue -->`,
      {},
      '75 words at 150 a minute and 1 cue with a length of its own come to 00:01:00:00.',
    ],
  ])('%#', async (body, settings, expected) =>
    expect(await why(`---\nduration:\n---\n${body}`, settings)).toEqual([expected]));
});

describe('why a quote stands as long as it does', () => {
  it.each([
    [words(20).trim(), 'Its 20 words take 00:00:10:00 to read at 120 a minute.'],
    ['Soup.', 'A quote stands for at least 00:00:03:00, and this one is short.'],
    ['', 'It has no words yet; 00:00:10:00 are counted for it until it has.'],
  ])('%#', async (text, expected) =>
    expect(await why(`---\nduration: 00:00:10\n---\n${quote('FSQ1', text)}`)).toEqual([expected]));
});

describe('each value', () => {
  const text = `---\nduration:\n---\n${quote('FSQ1', 'One.')}\n${quote('FSQ2', 'Two.')}`;

  it('is a change of its own, about a field of its own', async () => {
    const { changes } = await run(segmentSubject('/nowhere', text));
    const edits = changes.map((change) =>
      change.files.flatMap((file) => (file.kind === 'edit' ? file.edits : [])),
    );
    expect(edits.map((each) => each.map(({ field }) => field))).toEqual([
      ['duration'],
      ['cue:FSQ1/duration'],
      ['cue:FSQ2/duration'],
    ]);
    expect(changes.every(({ applicability }) => applicability === 'safe')).toBe(true);
  });

  it('is known again as the bot’s own by that field, and left alone while it is right', async () => {
    const subject = segmentSubject('/nowhere', text);
    const { changes } = await run(subject);
    const edits = changes
      .flatMap((change) => change.files.flatMap((file) => (file.kind === 'edit' ? file.edits : [])))
      .sort((a, b) => a.start - b.start);
    const after = applyEdits(text, edits);
    const document = parseSegment(subject.path, after);
    const owned = new Map(edits.map(({ field }) => [field, fieldValue(document, field) ?? '']));
    expect([...owned.values()]).toEqual(['00:00:06:00', '00:00:03:00', '00:00:03:00']);
    expect(runtimeCalculation.inspect(segmentSubject('/nowhere', after, {}, owned)).state).toBe('fulfilled');
    const longer = after.replace('"Two."', `"${words(20).trim()}"`);
    const again = await run(segmentSubject('/nowhere', longer, {}, owned));
    expect(again.changes.map(({ title }) => title)).toEqual([
      'Set the duration to 00:00:13:00',
      'Show the quote “moth” for 00:00:10:00',
    ]);
  });
});

describe('the facts of an episode', () => {
  it('hold its blocks and the times of its items', async () => {
    const files = show(
      item('duration: 00:05:00'),
      item('type: break'),
      '---\nstatus: draft\nduration: 00:20:00\n---\n',
      item('duration:', words(150)),
    );
    const { facts, changes } = await run(episodeSubject('/nowhere', files));
    expect(facts).toEqual({
      totalMs: 510_000,
      productionOnly: true,
      blocks: [
        { letter: 'A', startMs: 0, durationMs: 300_000 },
        { letter: 'B', startMs: 450_000, durationMs: 60_000 },
      ],
      items: [
        { block: 'A', startMs: 0, backMs: 510_000, durationMs: 300_000, from: 'stated' },
        { block: null, startMs: 300_000, backMs: 210_000, durationMs: 150_000, from: 'assumed' },
        { block: 'B', startMs: 450_000, backMs: 60_000, durationMs: 60_000, from: 'counted' },
      ],
    });
    expect(changes.map((change) => change.why)).toEqual([
      'The 3 items in production take 00:08:30:00. A break that does not say its length counts as 00:02:30:00.',
    ]);
  });

  it('have no times as long as nothing is in production, and the change says so', async () => {
    const files = show(
      '---\nduration: 00:20:00\n---\n',
      '---\ntype: break\n---\n',
      '---\ntype: break\n---\n',
    );
    const { facts, changes } = await run(episodeSubject('/nowhere', files));
    expect(facts).toMatchObject({ totalMs: 1_500_000, productionOnly: false, blocks: [] });
    expect(changes.map((change) => change.why)).toEqual([
      'No item is in production yet, so all are counted: the 3 items take 00:25:00:00. 2 breaks that do not say their length count as 00:02:30:00 each.',
    ]);
  });

  it('end blocks with adverts where the show says so', async () => {
    const files = show(item('duration: 0:30'), item('type: ad\nduration: 0:30'), item('duration: 0:30'));
    const { facts } = await run(episodeSubject('/nowhere', files, { blocksEndedBy: 'adverts' }));
    expect(facts).toMatchObject({ blocks: [{ letter: 'A' }, { letter: 'B' }] });
  });
});
