// Finding things in the sample show, as the producer does it: the clips of a guest, a quote, a word from years ago.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../bot/desk/built-in-queries.ts';
import type { Desk, SearchFilter } from '../../src/desk.ts';
import { makeTrial, type Opened } from '../trial.ts';
import { quiet } from './trials.ts';

const SAMPLE = fileURLToPath(new URL('../fixtures/sample-show', import.meta.url));
const where = async (desk: Desk, filter: SearchFilter) =>
  (await desk.search(filter)).hits.map(({ path, line }) => `${path.replace(/^episodes\//, '')}:${line}`);

describe('in the sample show', () => {
  let opened: Opened;

  const one = makeTrial();

  beforeAll(async () => {
    cpSync(SAMPLE, one.tree, { recursive: true });
    opened = await one.open({ steps: [] });
    await opened.desk.pass({}, quiet);
  });
  afterAll(async () => {
    await opened.close();
    one.clear();
  });

  it('finds every SOT of a guest, by the name and by words', async () => {
    const { desk } = opened;
    const vane = ['0102/rundown/2B Bees & Other Landlords.md:30'];
    expect(await where(desk, { person: 'Cordelia Vane', cueType: 'SOT' })).toEqual(vane);
    expect(await where(desk, { words: 'cordelia vane', cueType: 'sot' })).toEqual(vane);
    const [grubb] = (await desk.search({ person: 'grubb', cueType: 'SOT' })).hits;
    expect(grubb).toMatchObject({ episode: '0101', slug: 'grubb-never-lost-one', durationMs: 75_000 });
    expect((await desk.search({ cueType: 'SOT' })).hits).toHaveLength(6);
  });

  it('finds a quote by who said it, with its line', async () => {
    const { hits } = await opened.desk.search({ quote: 'achterby' });
    expect(hits).toMatchObject([{ kind: 'quote', episode: '0102', slug: 'nowhere-else-to-stand', line: 30 }]);
    expect(hits[0]?.excerpt.map(({ text }) => text).join('')).toContain('I knew it was shut.');
  });

  it('finds what is years old, on the line where it stands in the file', async () => {
    const answer = await opened.desk.search({ words: 'arrival', episode: '99' });
    expect(answer.hits).toMatchObject([{ kind: 'segment', episode: '0099', line: 21 }]);
    expect(answer.indexed).toEqual({ done: 4, total: 4 });
  });

  it('every line that is told is the line of the file', async () => {
    const texts = new Map<string, readonly string[]>();
    for (const words of ['the', 'and', 'minna', 'caller', 'soup', 'glove', 'bees', 'otto', 'letter']) {
      for (const hit of (await opened.desk.search({ words, kind: 'segment', limit: 100 })).hits) {
        if (hit.line === null) continue;
        const file = readLines(opened, texts, hit.path);
        const marked = hit.excerpt.find((piece) => piece.hit)?.text ?? '';
        expect(`${hit.path}:${hit.line}: ${file[hit.line - 1]}`).toContain(marked);
      }
    }
    expect(texts.size).toBeGreaterThan(20);
  });

  it('finds media by any part of a name, and the cues that play it', async () => {
    expect(await where(opened.desk, { asset: 'GATE.png' })).toEqual([
      '0101/preshow/goat at the gate.png:null',
    ]);
    expect((await opened.desk.search({ asset: 'glove-week' })).hits.map(({ kind }) => kind)).toEqual([
      'cue',
      'asset',
    ]);
  });

  it('knows who speaks, and who is named', async () => {
    const named = await opened.desk.query(
      "select name, role, line from people_named where path like '%Caller of the Week.md' order by line, name",
      null,
    );
    expect(named.rows).toEqual([
      ['Minna Thistlewood', 'host', null],
      ['CALLER', 'speaker', 23],
      ['MINNA', 'speaker', 25],
    ]);
    expect((await opened.desk.search({ person: 'Leopold Tansy', kind: 'segment' })).hits).not.toEqual([]);
  });

  it('brings along queries that run, each', async () => {
    for (const { name, sql } of BUILT_IN) {
      const { columns, rows } = await opened.desk.query(sql, null);
      expect(columns.length, name).toBeGreaterThan(1);
      if (/SOTs|missing|speaker|quoted|Longest/.test(name)) expect(rows.length, name).toBeGreaterThan(0);
    }
  });
});

function readLines(opened: Opened, texts: Map<string, readonly string[]>, path: string): readonly string[] {
  const known = texts.get(path);
  if (known !== undefined) return known;
  const lines = readFileSync(join(opened.show.root, path), 'utf8').split(/\r\n|\n|\r/);
  texts.set(path, lines);
  return lines;
}
