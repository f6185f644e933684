// The verbs search and query: what people see, with and without a service, and what is refused.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answerText, hitsText, savedText } from '../../bot/cli/output/hits.ts';
import type { Look } from '../../bot/cli/output/list.ts';
import { plain } from '../../bot/cli/output/paint.ts';
import { runCommand } from '../../bot/cli/run.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { announce } from '../../bot/show/announcement.ts';
import { createServer } from '../../web/server.ts';
import { oneSegment } from '../trial.ts';
import { deskDouble, NOW_MS } from '../web/desk-double.ts';
import { QUERY_ANSWER, SEARCH_ANSWER } from '../web/double/search.ts';
import { testWorld } from './screens.ts';

const LOOK: Look = { columns: 80, paint: plain, nowMs: NOW_MS };
const MARKED: Look = { ...LOOK, paint: (colour, text) => (colour === 'yellow' ? `<${text}>` : text) };

describe('for people', () => {
  it('hits, with their lines, what they are, and the words around them', () => {
    expect(hitsText(SEARCH_ANSWER, MARKED)).toBe(`\
episodes/0101/rundown/10 The Glove on the Railing BLOCK A.md:24
    That was Mrs. Ottoline <Grubb>, of Ferry Lane, who has not lost a glove since…

episodes/0101/rundown/10 The Glove on the Railing BLOCK A.md:29  SOT  grubb-never-lost-one  1:15
    <grubb>-never-lost-one

episodes/0102/rundown/2A  The Queue at the Post Office.md:31  quote  nowhere-else-to-stand
    “I knew it was shut.” — Ottoline <Grubb>

episodes/0101/assets/video/grubb-never-lost-one.mp4
    episodes/0101/assets/video/<grubb>-never-lost-one.mp4

These are the first 4; there are more. Ask for less, or with --limit.
`);
  });

  it('nothing, and that not all has been read yet', () => {
    const answer = { ...SEARCH_ANSWER, hits: [], cut: false, indexed: { done: 3, total: 10_000 } };
    expect(hitsText(answer, LOOK)).toBe(`\
Nothing was found.
3 of 10000 episodes can be searched so far; a running service reads the others, "show-build rebuild" at once.
`);
  });

  it('rows, numbers to the right', () => {
    expect(answerText(QUERY_ANSWER, LOOK)).toBe(`\
episode  title                     seconds
0101     The Glove on the Railing       75
0102     –                             8.5
2 rows, 12 ms
`);
  });

  it('nothing from a file reaches the terminal as more than text', () => {
    const nasty = '\u001b[31mred\u001b]0;title\u0007\n\u202eback';
    const [hit] = SEARCH_ANSWER.hits;
    if (hit === undefined) throw new Error('the double has hits');
    const shown = [
      hitsText(
        {
          ...SEARCH_ANSWER,
          hits: [{ ...hit, path: nasty, slug: nasty, kind: 'cue', excerpt: [{ text: nasty, hit: true }] }],
        },
        LOOK,
      ),
      answerText({ ...QUERY_ANSWER, columns: [nasty], rows: [[nasty]] }, LOOK),
      savedText([{ name: nasty, sql: nasty, by: nasty }], LOOK),
    ].join('');
    expect(shown).toContain('red');
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});

describe('on a show of one’s own', () => {
  function cli() {
    const one = oneSegment();
    onTestFinished(() => one.clear());
    return async (...argv: readonly string[]) => {
      const world = testWorld({ nowMs: Date.now });
      const code = await runCommand([...argv, '--tree', one.tree, '--state', one.state], verbs, world);
      return { code, out: world.out.text(), err: world.err.text() };
    };
  }

  it('finds and answers without a service', async () => {
    const run = cli();
    expect(await run('run', '--json')).toMatchObject({ code: 0 });
    const found = await run('search', 'neighbour', '--cue', 'VO');
    expect(found).toMatchObject({ code: 0, err: '' });
    expect(found.out).toContain('episodes/0101/rundown/10 The Glove.md:26  VO  second-clip');
    const json = JSON.parse((await run('search', '--asset', 'ond-clip', '--json', '--limit', '1')).out);
    expect(json).toMatchObject({
      hits: [{ kind: 'cue', line: 26 }],
      cut: false,
      indexed: { done: 1, total: 1 },
    });
    expect((await run('query', 'select count(*) as n from cue_blocks')).out).toMatch(/^n\n3\n1 row, /);
    expect((await run('query', 'Cues whose media is missing')).out).toContain('first-clip.mp4');
    expect((await run('query')).out).toContain('Money by episode');
    expect(JSON.parse((await run('query', 'select 1 as one', '--json')).out)).toMatchObject({ rows: [[1]] });
    expect(await run('query', 'drop table episodes')).toMatchObject({ code: 2 });
  });

  it.each([
    [['search'], 'Say what to look for'],
    [['search', '--episode', '0101'], 'Say what to look for'],
    [['search', 'x', '--limit', '0'], 'is no number from 1 to 500'],
    [['query', 'select 1', '--limit', 'all'], 'is no number from 1 to 10000'],
    [['query', 'select', '1'], 'is too much'],
  ])('%j is refused', async (argv, why) => {
    const { code, err } = await cli()(...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(why)]);
  });

  it('asks the service where one runs', async () => {
    const root = mkdtempSync(join(tmpdir(), 'show-build-test-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    const [tree, state] = [join(root, 'tree'), join(root, 'state')];
    mkdirSync(join(tree, 'episodes'), { recursive: true });
    mkdirSync(state);
    const desk = deskDouble();
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const events = () => () => {};
    const server = await createServer(desk, {
      host: '127.0.0.1',
      port: 0,
      token: 'a token',
      show: 'Mildly Concerning',
      log,
      place: [],
      events,
      nowMs: () => NOW_MS,
    } as unknown as Parameters<typeof createServer>[1]);
    onTestFinished(() => server.close());
    announce(state, { pid: process.pid, url: server.url, startedMs: NOW_MS, token: 'a token' });
    const world = testWorld({ nowMs: Date.now });
    const argv = ['search', 'grubb', 'glove', '--person', 'Ottoline', '--episode', '101', '--limit', '7'];
    expect(await runCommand([...argv, '--tree', tree, '--state', state], verbs, world)).toBe(0);
    expect(desk.calls).toEqual([
      ['search', { words: 'grubb glove', person: 'Ottoline', episode: '0101', limit: 7 }],
    ]);
    expect(world.out.text()).toContain('grubb-never-lost-one');
    const again = testWorld({ nowMs: Date.now });
    await runCommand(['query', 'Gloves', '--tree', tree, '--state', state], verbs, again);
    expect(desk.calls.at(-1)).toEqual(['query', 'select 1 as gloves', null]);
  });
});
