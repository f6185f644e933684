// The step in the README is whole: it is taken from there and run as any other, so that whoever copies it has one that works.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { readSettings, sharedSettings } from '../src/config.ts';
import { applyEdits } from '../src/domain/edit.ts';
import { type EpisodeId, treePath } from '../src/domain/ids.ts';
import { mediaShelf } from '../src/domain/media/shelf.ts';
import { parseSegment } from '../src/markdown/document.ts';
import type { AnyStep, SegmentSubject, Tools } from '../src/step.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PATH = treePath('episodes/0101/rundown/10 One.md');

async function example(): Promise<AnyStep> {
  const [, code = ''] = /```ts\n([\s\S]*?)\n {3}```/.exec(readFileSync(`${ROOT}README.md`, 'utf8')) ?? [];
  const dir = mkdtempSync(join(tmpdir(), 'show-build-readme-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 'title-blanks.ts');
  writeFileSync(file, code.replace(/^ {3}/gm, '').replaceAll("'../src/", `'${ROOT}src/`));
  const module = (await import(/* @vite-ignore */ file)) as { readonly titleBlanks: AnyStep };
  return module.titleBlanks;
}

function subjectOf(text: string): SegmentSubject {
  const reading = readSettings('', []);
  if (!reading.ok) throw new Error('the defaults are not valid');
  const document = parseSegment(PATH, text);
  return {
    kind: 'segment',
    episode: '0101' as EpisodeId,
    path: PATH,
    settings: sharedSettings(reading.settings),
    owned: new Map(),
    madeFrom: new Map(),
    remarks: [],
    copies: [],
    document,
    info: null,
    previous: null,
    next: null,
    siblings: [document],
    notes: [],
    linkedFrom: [],
    media: mediaShelf([]),
  };
}

it.each([
  ['doubled blanks', '---\ntitle: The  Kettle\n---\n', '---\ntitle: The Kettle\n---\n'],
  ['none', '---\ntitle: "The Kettle"\n---\n', null],
  ['no title', '---\nslug: kettle\n---\n', null],
  ['a head that never ends', '---\ntitle: The  Kettle\n\nText.\n', null],
])('the README’s step, on %s', async (_, before, after) => {
  const step = await example();
  const subject = subjectOf(before);
  expect(step.inspect(subject).state).toBe(after === null ? 'fulfilled' : 'needed');
  const { changes } = await step.run(subject, {} as Tools, AbortSignal.timeout(1000));
  const [file] = changes.flatMap(({ files }) => files);
  expect(file?.kind === 'edit' ? applyEdits(before, file.edits) : null).toBe(after);
  if (after !== null) expect(step.inspect(subjectOf(after)).state).toBe('fulfilled');
});
