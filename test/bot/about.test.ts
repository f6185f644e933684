// What the bot tells its steps of an episode, and what it keeps them from: media that arrive, whose a file is, and files
// that their people have switched off.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportPath, writtenFile } from '../../src/domain/export-file.ts';
import { type AnyStep, defineStep } from '../../src/step.ts';
import { cueBlockRepair } from '../../steps/cue-block-repair.ts';
import { INFO, INFO_PATH, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

/** Writes the names of all media into one of the exports. */
const listing: AnyStep = defineStep<'episode', never>({
  id: 'listing',
  title: 'List the media',
  version: 1,
  subjects: ['episode'],
  after: [],
  tools: [],
  inspect(subject) {
    const file = subject.exports.get('media-list.txt');
    const text = `${subject.media.files.map(({ path }) => path).join('\n')}\n`;
    return file?.text === text
      ? { state: 'fulfilled', diagnostics: [] }
      : { state: 'needed', input: text, diagnostics: [] };
  },
  async run(subject) {
    const standing = subject.exports.get('media-list.txt');
    const text = `${subject.media.files.map(({ path }) => path).join('\n')}\n`;
    const file = writtenFile(exportPath(subject.episode, 'media-list.txt'), standing?.text ?? null, text);
    const isOurs = standing?.ours ?? true;
    return {
      changes: file
        ? [
            {
              title: isOurs ? 'List the media' : 'Replace the edited list',
              why: 'The list says what there is to play.',
              applicability: isOurs ? 'safe' : 'unsafe',
              files: [file],
            },
          ]
        : [],
      facts: null,
    };
  },
});

const LIST = 'episodes/0101/exports/media-list.txt';

describe('media', () => {
  it('that arrive make their episode due, although Git does not keep them', async () => {
    const one = trial();
    one.write('episodes/0101/preshow/glove.mp4', Buffer.alloc(3000, 1));
    const { desk } = await open(one, { steps: [listing] });
    await desk.pass({}, quiet);
    const [first] = await desk.list({});
    expect(await desk.diff(first?.id ?? '')).toContain('+episodes/0101/preshow/glove.mp4');
    one.write('episodes/0101/preshow/second.mp4', Buffer.alloc(3000, 2));
    await desk.pass({}, quiet);
    const [second] = await desk.list({});
    expect(await desk.diff(second?.id ?? '')).toContain('+episodes/0101/preshow/second.mp4');
    one.remove('episodes/0101/preshow/glove.mp4');
    await desk.pass({}, quiet);
    const [third] = await desk.list({});
    expect(await desk.diff(third?.id ?? '')).not.toContain('+episodes/0101/preshow/glove.mp4');
  });
});

describe('a file that is made of the show', () => {
  it('is brought up to date by itself as long as nobody has touched it, with the time of writing', async () => {
    const one = trial();
    one.write('episodes/0101/preshow/glove.mp4', Buffer.alloc(3000, 1));
    const { desk } = await open(one, { steps: [listing] });
    await desk.auto(true, null);
    await desk.pass({ acceptAll: true }, quiet);
    expect(one.read(LIST)).toBe('episodes/0101/preshow/glove.mp4\n');
    const then = Date.now();
    one.write('episodes/0101/preshow/second.mp4', Buffer.alloc(3000, 2));
    await desk.pass({ acceptAll: true }, quiet);
    expect(one.read(LIST)).toContain('second.mp4');
    expect(statSync(join(one.tree, LIST)).mtimeMs).toBeGreaterThanOrEqual(then - 5);
  });

  it('goes to a reviewer once a person has edited it', async () => {
    const one = trial();
    const { desk } = await open(one, { steps: [listing] });
    await desk.pass({ acceptAll: true }, quiet);
    one.write(LIST, 'My own list.\n');
    await desk.pass({}, quiet);
    const row = about(await desk.list({}), 'Replace the edited list');
    expect(row.applicability).toBe('unsafe');
    await desk.reject({ ids: [row.id] }, null, null);
    await desk.pass({}, quiet);
    expect(await desk.list({})).toEqual([]);
    expect(one.read(LIST)).toBe('My own list.\n');
  });

  it('is not written over what is no text: a folder, or bytes that nobody can decode', async () => {
    for (const spoil of ['folder', 'bytes']) {
      const one = trial();
      if (spoil === 'folder') one.write(`${LIST}/inside.txt`, 'A folder by that name.\n');
      else one.write(LIST, Buffer.from([0xff, 0xfe, 0x41]));
      const { desk } = await open(one, { steps: [listing] });
      await desk.pass({ acceptAll: true }, quiet);
      expect(await desk.list({ all: true })).toEqual([]);
      expect(existsSync(join(one.tree, LIST, 'inside.txt'))).toBe(spoil === 'folder');
    }
  });
});

describe('bot: off', () => {
  const off = SEGMENT.replace('slug: glove\n', 'slug: glove\nbot: off\n');

  it('keeps every step from a segment, and what was open on it is withdrawn', async () => {
    const one = trial();
    const { desk } = await open(one, { steps: [cueBlockRepair] });
    await desk.pass({}, quiet);
    const rows = await desk.list({});
    expect(rows.length).toBe(3);
    one.write(SEGMENT_PATH, off);
    const report = await desk.pass({}, quiet);
    expect(report.idle.map(({ reason }) => reason.code)).toEqual(['BOT_OFF']);
    expect(await desk.list({})).toEqual([]);
    const ended = await desk.list({ all: true });
    expect(ended.map(({ state, reasons }) => [state, reasons[0]?.code])).toEqual(
      rows.map(() => ['withdrawn', 'BOT_OFF']),
    );
    one.write(SEGMENT_PATH, SEGMENT);
    await desk.pass({}, quiet);
    expect((await desk.list({})).length).toBe(3);
  });

  it('in info.md keeps every step from the whole episode', async () => {
    const one = trial();
    one.write(INFO_PATH, INFO.replace('title:', 'bot: "off"\ntitle:'));
    one.write('episodes/0101/preshow/glove.mp4', Buffer.alloc(3000, 1));
    const { desk } = await open(one, { steps: [cueBlockRepair, listing] });
    await desk.pass({ acceptAll: true }, quiet);
    expect(await desk.list({ all: true })).toEqual([]);
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
  });
});

describe('one step alone', () => {
  it('leaves what the others have open as it is, whether it is run or asked again', async () => {
    const one = trial();
    one.write('episodes/0101/preshow/glove.mp4', Buffer.alloc(3000, 1));
    const { desk } = await open(one, { steps: [cueBlockRepair, listing] });
    await desk.pass({}, quiet);
    const open_ = async () => (await desk.list({})).map(({ id }) => id).sort();
    const before = await open_();
    expect(before.length).toBe(4);
    await desk.pass({ step: 'listing', episode: '0101' }, quiet);
    expect(await open_()).toEqual(before);
    await desk.redo(about(await desk.list({}), 'List the media').id, 'again', null);
    const cues = (await desk.list({})).filter(({ step }) => step === 'cue-block-repair');
    expect(cues.map(({ id }) => id).every((id) => before.includes(id))).toBe(true);
    expect(cues.length).toBe(3);
    expect((await desk.accept({ ids: [cues[0]?.id ?? ''] }, null))[0]?.result).toBe('landed');
  });
});
