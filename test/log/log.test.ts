import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { foreignFault } from '../../src/errors.ts';
import { createLog, type LogLevel } from '../../src/log.ts';

function terminal() {
  const written: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      written.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => written.join('') };
}

async function fileLog(level: LogLevel, secrets: readonly string[] = []) {
  const file = join(await mkdtemp(join(tmpdir(), 'log-')), 'logs', 'show-build.log');
  const log = createLog({ level, destination: { file }, secrets });
  return {
    log,
    lines: async () =>
      (await readFile(file, 'utf8'))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
}

describe('on a terminal', () => {
  test('a line is a time and a sentence', () => {
    const { stream, text } = terminal();
    const log = createLog({ level: 'info', destination: { terminal: stream } });
    log.debug('not at this level');
    log.info('3 changes are ready', { changes: 3 });
    log.with({ episode: '0101' }).warn('waits for Josh');
    log.error('could not ask', {
      error: foreignFault('transient', 'LANGUAGE_DOWN', 'The model does not answer.'),
    });
    expect(text().replaceAll(/\d\d:\d\d:\d\d/g, 'T')).toBe(
      'T  3 changes are ready\nT  warning: 0101: waits for Josh\nT  error: could not ask (The model does not answer.)\n',
    );
  });

  test('a name cannot forge a line or send codes to the terminal', () => {
    const { stream, text } = terminal();
    createLog({ level: 'info', destination: { terminal: stream } }).info(
      'read 10 a\n12:00:00  landed\u001b[2J %s.md',
    );
    expect(text().split('\n')).toHaveLength(2);
    expect(text()).not.toContain('\u001b');
    expect(text()).toContain('%s.md');
  });
});

describe('in a file', () => {
  test.skipIf(!existsSync('/dev/full'))(
    'that has no room left, lines are dropped, and nothing is thrown',
    async () => {
      const lost: unknown[] = [];
      const log = createLog({
        level: 'info',
        destination: { file: '/dev/full', onLost: (error) => lost.push(error) },
      });
      log.info('one');
      log.error('two');
      await new Promise((resume) => setImmediate(resume));
      expect(lost).toMatchObject([{ code: 'ENOSPC' }, { code: 'ENOSPC' }]);
    },
  );

  test('lines that were dropped are counted where it goes on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'log-'));
    const file = join(folder, 'logs', 'show-build.log');
    await writeFile(join(folder, 'logs'), 'no folder');
    const log = createLog({ level: 'info', destination: { file } });
    log.info('one');
    log.info('two');
    await rm(join(folder, 'logs'));
    log.info('three');
    log.info('four');
    const said = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
    expect(said.map((line) => JSON.parse(line).msg)).toEqual([
      '2 lines are missing here: the disk took no more.',
      'three',
      'four',
    ]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('errors are told by code and cause, without what libraries hang on them', async () => {
    const { log, lines } = await fileLog('info');
    const cause = Object.assign(new Error('refused'), {
      code: 'ECONNREFUSED',
      headers: { authorization: 'hunter2' },
    });
    log.error('could not ask', {
      error: foreignFault('transient', 'LANGUAGE_DOWN', 'No answer.', { cause }),
      job: 7,
    });
    const [line] = await lines();
    expect(line).toMatchObject({
      msg: 'could not ask',
      job: 7,
      error: { kind: 'transient', code: 'LANGUAGE_DOWN' },
    });
    expect(line.error.cause).toMatchObject({ code: 'ECONNREFUSED', message: 'refused' });
    expect(JSON.stringify(line)).not.toContain('hunter2');
  });

  test('no secret stands there, by key, by form or by value', async () => {
    const { log, lines } = await fileLog('debug', ['hunter2']);
    log.info('asked with hunter2 and sk-abcdefghijklmnop', {
      apiKey: 'x1',
      nested: { Authorization: 'Bearer hunter2' },
    });
    log.with({ token: 'x2' }).debug('again', { error: new Error('bad key hunter2') });
    const text = JSON.stringify(await lines());
    for (const secret of ['hunter2', 'sk-abcdef', 'x1', 'x2']) expect(text).not.toContain(secret);
  });

  test('a whole text is cut short', async () => {
    const { log, lines } = await fileLog('info');
    log.info('read it', {
      text: 'word '.repeat(1000),
      list: Array.from({ length: 99 }, (_, i) => i),
      size: 5n,
    });
    const [line] = await lines();
    expect(line.text).toHaveLength(300 + '… (5000 characters)'.length);
    expect(line.list).toHaveLength(20);
    expect(line.size).toBe('5');
  });
});
