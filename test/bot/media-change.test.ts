// A media file as a change: through proposal, landing, undo, revert, a kill and a rebuild, with real bytes.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditShow } from '../../bot/care/fsck.ts';
import { rebuild } from '../../bot/index/rebuild.ts';
import { infoPath } from '../../src/domain/episode.ts';
import { treePath } from '../../src/domain/ids.ts';
import type { Pointer } from '../../src/domain/media/pointer.ts';
import { storeMedia } from '../../src/git/media.ts';
import { type AnyStep, defineStep } from '../../src/step.ts';
import { AT_ONCE, INFO, INFO_PATH, makeTrial, type Trial } from '../trial.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const CLIP = 'episodes/0101/assets/video/glove.mp4';

/** Makes the clip of these bytes, in place of those before, if it made them. */
function makes(pointer: Pointer, replaces: Pointer | null = null): AnyStep {
  return defineStep<'episode', never>({
    id: 'makes-clip',
    title: 'Make the clip',
    version: 1,
    subjects: ['episode'],
    after: [],
    tools: [],
    inspect: () => ({ state: 'needed', input: pointer.sha256, diagnostics: [] }),
    run: async ({ episode }) => ({
      changes: [
        {
          title: 'Make the clip',
          why: 'It was not ready for air.',
          applicability: 'safe',
          files: [{ kind: 'media', path: treePath(CLIP), pointer, replaces, field: 'file' }],
        },
      ],
      facts: infoPath(episode),
    }),
  });
}

/** Bytes in a file beside the show, and in the store. */
async function stored(one: Trial, bytes: number): Promise<Pointer & { readonly content: Buffer }> {
  const content = randomBytes(bytes);
  const place = join(one.dir, `made-${bytes}.mp4`);
  writeFileSync(place, content);
  const { sha256 } = await storeMedia({ dir: join(one.state, 'repo.git') }, place);
  return { sha256, bytes, content };
}

const show = () => trial(() => makeTrial({ [INFO_PATH]: INFO, 'show-build.yaml': AT_ONCE }));

async function begun(one: Trial) {
  const first = await open(one);
  await first.desk.pass({}, quiet);
  await close(first);
}

async function landed(bytes = 5_000) {
  const one = show();
  await begun(one);
  const { content, ...pointer } = await stored(one, bytes);
  const now = await open(one, { steps: [makes(pointer)] });
  await now.desk.pass({}, quiet);
  const [row] = await now.desk.list({});
  const outcome = await now.desk.accept({ ids: [row?.id ?? ''] }, null);
  return { one, now, pointer, content, id: row?.id ?? '', row, outcome };
}

const there = (one: Trial) => readFileSync(join(one.tree, CLIP));
const stateOf = async ({ now, id }: Awaited<ReturnType<typeof landed>>) =>
  (await now.desk.list({ ids: [id] }))[0]?.state;

describe('a media file that a step makes', () => {
  it('lands with its bytes, as a pointer in Git, and makes no change again', async () => {
    const it = await landed();
    expect(it.row).toMatchObject({ paths: [CLIP], base: { [CLIP]: null } });
    expect(it.outcome).toMatchObject([{ result: 'landed' }]);
    expect(there(it.one).equals(it.content)).toBe(true);
    expect(it.one.git('show', `main:${CLIP}`)).toContain(it.pointer.sha256);
    const head = it.one.git('rev-parse', 'main');
    await it.now.desk.pass({}, quiet);
    expect(it.one.git('rev-parse', 'main')).toBe(head);
    expect((await auditShow(it.now.show)).findings).toEqual([]);
  });

  it('has no words that a reviewer could change', async () => {
    const one = show();
    await begun(one);
    const { content: _, ...pointer } = await stored(one, 5_000);
    const now = await open(one, { steps: [makes(pointer)] });
    await now.desk.pass({}, quiet);
    const [row] = await now.desk.list({});
    const { files, revision } = await now.desk.review(row?.id ?? '');
    expect(files).toMatchObject([{ kind: 'media', media: { before: null, after: pointer } }]);
    const key = files[0]?.parts[0]?.key ?? '';
    const verdict = { reject: [], edit: { [key]: 'words' } };
    await expect(now.desk.decideParts(row?.id ?? '', verdict, revision, null)).rejects.toMatchObject({
      code: 'NOT_WORDED',
    });
  });

  it('is no hard link to what Git keeps', async () => {
    const { one } = await landed();
    expect(statSync(join(one.tree, CLIP)).nlink).toBe(1);
  });

  it('reverts, and comes back by restoring', async () => {
    const it = await landed();
    const head = it.one.git('rev-parse', 'main');
    await it.now.desk.revert({ ids: [it.id] }, null);
    expect(existsSync(join(it.one.tree, CLIP))).toBe(false);
    expect(await stateOf(it)).toBe('reverted');
    expect(await it.now.desk.restore(CLIP, head, null)).toMatchObject({ result: 'landed' });
    expect(there(it.one).equals(it.content)).toBe(true);
    expect((await auditShow(it.now.show)).findings).toEqual([]);
  });

  it('takes the place of an earlier one that is still the program’s own, and gives it back', async () => {
    const it = await landed();
    await close(it.now);
    const { content, ...next } = await stored(it.one, 7_000);
    const now = await open(it.one, { steps: [makes(next, it.pointer)] });
    await now.desk.pass({}, quiet);
    const [row] = await now.desk.list({});
    expect(await now.desk.accept({ ids: [row?.id ?? ''] }, null)).toMatchObject([{ result: 'landed' }]);
    expect(there(it.one).equals(content)).toBe(true);
    await now.desk.revert({ ids: [row?.id ?? ''] }, null);
    expect(there(it.one).equals(it.content)).toBe(true);
    expect((await auditShow(now.show)).findings).toEqual([]);
  });

  it('never takes the place of a person’s file', async () => {
    const one = show();
    await begun(one);
    const { content: _, ...pointer } = await stored(one, 5_000);
    const mine = randomBytes(3_000);
    const now = await open(one, { steps: [makes(pointer)] });
    await now.desk.pass({}, quiet);
    const [row] = await now.desk.list({});
    one.write(CLIP, mine);
    const [outcome] = await now.desk.accept({ ids: [row?.id ?? ''] }, null);
    expect(outcome?.result).not.toBe('landed');
    expect(there(one).equals(mine)).toBe(true);
    await now.desk.pass({}, quiet);
    expect(there(one).equals(mine)).toBe(true);
    expect((await auditShow(now.show)).findings).toEqual([]);
  });

  it('whose file a person has replaced stays that person’s', async () => {
    const it = await landed();
    await close(it.now);
    const mine = randomBytes(3_000);
    it.one.write(CLIP, mine);
    const { content: _, ...next } = await stored(it.one, 7_000);
    const now = await open(it.one, { steps: [makes(next, it.pointer)] });
    await now.desk.pass({}, quiet);
    await now.desk.accept({ all: true }, null);
    expect(there(it.one).equals(mine)).toBe(true);
    const sha = createHash('sha256').update(mine).digest('hex');
    expect(it.one.git('show', `main:${CLIP}`)).toContain(sha);
  });

  it('is known again by a program without its database', async () => {
    const it = await landed();
    await close(it.now);
    rmSync(join(it.one.state, 'show-build.db'));
    const now = await open(it.one, { steps: [makes(it.pointer)] });
    await rebuild(now.show, () => {});
    await now.desk.pass({}, quiet);
    expect((await now.desk.list({ ids: [it.id] }))[0]?.state).toBe('landed');
    expect(await now.desk.list({})).toEqual([]);
    expect(there(it.one).equals(it.content)).toBe(true);
  });

  it.each([
    ['before it was in the tree', (one: Trial) => rmSync(join(one.tree, CLIP))],
    ['when it was in the tree', () => {}],
  ])('whose landing was killed %s is there after the next start', async (_when, undo) => {
    const it = await landed();
    await close(it.now);
    undo(it.one);
    it.one.git('update-ref', 'refs/show-build/published', 'main^1');
    const now = await open(it.one, { steps: [makes(it.pointer)] });
    await now.desk.pass({}, quiet);
    expect(there(it.one).equals(it.content)).toBe(true);
    expect((await now.desk.list({ ids: [it.id] }))[0]?.state).toBe('landed');
    expect(it.one.git('rev-parse', 'main')).toBe(it.one.git('rev-parse', 'refs/show-build/published'));
    expect((await auditShow(now.show)).findings).toEqual([]);
  });

  it('whose landing was killed before it was in the tree gives way to what a person put there meanwhile', async () => {
    const it = await landed();
    await close(it.now);
    const mine = randomBytes(3_000);
    it.one.write(CLIP, mine);
    it.one.git('update-ref', 'refs/show-build/published', 'main^1');
    const now = await open(it.one, { steps: [makes(it.pointer)] });
    await now.desk.pass({}, quiet);
    expect(there(it.one).equals(mine)).toBe(true);
    expect((await auditShow(now.show)).findings).toEqual([]);
  });

  it('is found in staging, and dropped, if a killed program left it there', async () => {
    const it = await landed();
    await close(it.now);
    const entry = join(it.one.state, 'staging', 'ab'.repeat(8));
    mkdirSync(entry, { recursive: true });
    writeFileSync(join(entry, 'entry.json'), JSON.stringify({ path: CLIP, at: join(entry, 'whole') }));
    writeFileSync(join(entry, 'whole'), it.content);
    const theirs = join(it.one.state, 'staging', 'cd'.repeat(8));
    const mine = randomBytes(9_000);
    mkdirSync(theirs);
    writeFileSync(join(theirs, 'entry.json'), JSON.stringify({ path: CLIP, at: join(theirs, 'whole') }));
    writeFileSync(join(theirs, 'whole'), mine);
    const now = await open(it.one, { steps: [makes(it.pointer)] });
    await now.desk.pass({}, quiet);
    expect([existsSync(entry), existsSync(theirs)]).toEqual([false, false]);
    // A person's bytes are kept, whoever left them there.
    const kept = it.one.git('log', '-p', 'refs/show-build/conflicts/0101');
    expect(kept).toContain(createHash('sha256').update(mine).digest('hex'));
    expect(kept).not.toContain(it.pointer.sha256);
  });

  it('is refused in one line where the store has lost its bytes, and main stays as it was', async () => {
    const one = show();
    await begun(one);
    const { content: _, ...pointer } = await stored(one, 5_000);
    const now = await open(one, { steps: [makes(pointer)] });
    await now.desk.pass({}, quiet);
    const [row] = await now.desk.list({});
    const { sha256 } = pointer;
    rmSync(join(one.state, 'repo.git/lfs/objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256));
    const head = one.git('rev-parse', 'main');
    await expect(now.desk.accept({ ids: [row?.id ?? ''] }, null)).rejects.toMatchObject({
      code: 'MEDIA_NOT_KEPT',
    });
    expect(existsSync(join(one.tree, CLIP))).toBe(false);
    expect(one.git('rev-parse', 'main')).toBe(head);
  });
});
