// What the doctor finds: each thing present, missing or poor, and never a secret repeated.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkNeighbours } from '../../bot/care/doctor/neighbours.ts';
import { checkPrograms } from '../../bot/care/doctor/programs.ts';
import { checkNode } from '../../bot/care/doctor/system.ts';
import { type DoctorFinding, examine } from '../../bot/care/doctor.ts';
import { runCommand } from '../../bot/cli/run.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { testWorld } from './screens.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'show-build-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function show(settings: string): string {
  const tree = folder();
  mkdirSync(join(tree, 'episodes'));
  writeFileSync(join(tree, 'show-build.yaml'), settings);
  return tree;
}

const named = (findings: readonly DoctorFinding[], name: string) =>
  findings.filter((each) => each.name === name);

describe('the doctor', () => {
  it('knows which Node is too old', () => {
    const state = (version: string) => checkNode(version).state;
    expect(['20.19.0', '20.20.2', '22.0.0', '100.1.0'].map(state)).toEqual(Array(4).fill('found'));
    expect(['20.18.9', '19.99.0', '8.0.0'].map(state)).toEqual(Array(3).fill('missing'));
    expect(checkNode('18.0.0').essential).toBe(true);
  });

  it('finds a program by what it answers, and says what its absence turns off', async () => {
    const bin = folder();
    writeFileSync(join(bin, 'ffmpeg'), '#!/bin/sh\necho "ffmpeg version 7.1"\necho more\n');
    writeFileSync(join(bin, 'git-lfs'), '#!/bin/sh\nexit 3\n');
    writeFileSync(join(bin, 'ffprobe'), '#!/bin/sh\necho "ffprobe version 7.1"\n');
    for (const name of ['ffmpeg', 'ffprobe', 'git-lfs']) chmodSync(join(bin, name), 0o755);
    const before = process.env.PATH;
    process.env.PATH = bin;
    onTestFinished(() => {
      process.env.PATH = before;
    });
    const findings = await checkPrograms();
    expect(named(findings, 'ffmpeg')).toEqual([
      { name: 'ffmpeg', state: 'found', detail: '7.1', effect: null, essential: false },
    ]);
    expect(named(findings, 'git-lfs')).toMatchObject([
      { state: 'poor', detail: 'git-lfs version did not work (3)' },
    ]);
    expect(named(findings, 'git')).toMatchObject([{ state: 'missing', essential: true }]);
    expect(named(findings, 'chromium')).toMatchObject([{ state: 'missing', essential: false }]);
  });

  it('ends with 1 when something essential is missing, and says what', async () => {
    const before = process.env.PATH;
    process.env.PATH = folder();
    onTestFinished(() => {
      process.env.PATH = before;
    });
    const world = testWorld({ cwd: show('') });
    expect(await runCommand(['doctor', '--state', folder()], verbs, world)).toBe(1);
    expect(world.err.text()).toBe('show-build: git: nothing works without it: install Git 2.30 or newer\n');
  });

  it('finds Redis only where it answers, and never tells its password', async () => {
    const redis = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => redis.once('listening', resolve));
    const { port } = redis.address() as AddressInfo;
    const url = `redis://user:hunter2@127.0.0.1:${port}/0`;
    expect(named(await checkNeighbours({ REDIS_URL: url }), 'redis')).toMatchObject([
      { state: 'found', detail: `127.0.0.1:${port}` },
    ]);
    await new Promise((resolve) => redis.close(resolve));
    const gone = await checkNeighbours({ REDIS_URL: url });
    expect(named(gone, 'redis')).toMatchObject([{ state: 'poor' }]);
    expect(JSON.stringify(gone)).not.toContain('hunter2');
    expect(named(await checkNeighbours({}), 'redis')).toMatchObject([{ state: 'missing' }]);
  });

  it('points to secrets in the tree by line, and repeats none of them', async () => {
    const key = `sk-${'a1B2'.repeat(8)}`;
    const tree = show(`show: Us\n# a note\nlanguage: { model: x }\napiKey: swordfish-7\n# old: ${key}\n`);
    const findings = await examine({ tree, state: folder() }, {});
    expect(named(findings, 'secret').map(({ detail }) => detail)).toEqual([
      'show-build.yaml, line 4',
      'show-build.yaml, line 5',
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/swordfish|a1B2/);
  });

  it('tells what is wrong in the settings, and what they turn on', async () => {
    const wrong = await examine({ tree: show('mergee: {}\n'), state: folder() }, {});
    expect(named(wrong, 'show-build.yaml')).toMatchObject([{ state: 'poor' }]);
    const tree = show('syncthing: { url: "http://127.0.0.1:8384" }\n');
    const withoutKey = await examine(
      { tree, state: folder() },
      { OPENAI_BASE_URL: 'http://me:pw@127.0.0.1:11434/v1' },
    );
    expect(named(withoutKey, 'syncthing')).toMatchObject([{ state: 'poor' }]);
    expect(named(withoutKey, 'language model')).toMatchObject([
      { state: 'found', detail: 'http://127.0.0.1:11434/v1' },
    ]);
    expect(named(withoutKey, 'better-sqlite3')).toHaveLength(1);
    expect(named(withoutKey, 'renameat2')).toHaveLength(1);
  });

  it('says where a model’s price is not known, and nothing of models on one’s own machines', async () => {
    const language = {
      model: 'brand-new',
      budgetPerDayUsd: 5,
      budgetPerEpisodeUsd: 1,
      timeoutMs: 1000,
      price: null,
    };
    const model = async (url: string, more = {}) =>
      named(await checkNeighbours({ OPENAI_BASE_URL: url }, { ...language, ...more }), 'language model');
    expect(await model('https://models.example.org/v1')).toMatchObject([
      { state: 'poor', effect: expect.stringContaining('no budget holds') },
    ]);
    const price = { inputPerMillionUsd: 1, outputPerMillionUsd: 2 };
    expect(await model('https://models.example.org/v1', { price })).toMatchObject([{ state: 'found' }]);
    expect(await model('https://models.example.org/v1', { model: 'gpt-5-mini' })).toMatchObject([
      { state: 'found' },
    ]);
    for (const url of [
      'http://localhost:11434/v1',
      'http://192.168.1.20:8080/v1',
      'http://gpu.local/v1',
      'http://[::1]:1/v1',
    ])
      expect(await model(url)).toMatchObject([{ state: 'found' }]);
  });

  it('gives rows to other programs', async () => {
    const world = testWorld({ cwd: show('') });
    await runCommand(['doctor', '--json', '--state', folder()], verbs, world);
    for (const row of JSON.parse(world.out.text())) {
      expect(Object.keys(row)).toEqual(['name', 'state', 'detail', 'effect', 'essential']);
    }
  });
});
