// Whatever lies in the state is for this user alone: a show before its air, its history, what was asked of it.
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { examine } from '../../bot/care/doctor.ts';
import { claimState, placeFor } from '../../bot/cli/place.ts';
import { createLog } from '../../src/log.ts';
import { oneSegment } from '../trial.ts';

const modeOf = (place: string) => statSync(place).mode & 0o777;

/** The folder, and what lies in it, that others may read. */
function readable(folder: string): readonly string[] {
  return [folder, ...readdirSync(folder).map((name) => join(folder, name))].filter(
    (place) => (modeOf(place) & 0o077) !== 0,
  );
}

function trial() {
  const before = process.umask(0o022);
  onTestFinished(() => void process.umask(before));
  const made = oneSegment();
  onTestFinished(made.clear);
  return made;
}

describe('the state', () => {
  it('is made for this user alone', async () => {
    const { tree, state, open } = trial();
    const { close } = await open();
    claimState(placeFor(tree, state));
    expect(readable(state)).toEqual([]);
    await close();
    expect(readable(state)).toEqual([]);
  });

  it('is so too where the log makes it first', async () => {
    const { state, open } = trial();
    const file = join(state, 'log', 'show-build.log');
    createLog({ level: 'info', destination: { file } }).info('first');
    expect(modeOf(file)).toBe(0o600);
    const { close } = await open();
    await close();
    expect([...readable(state), ...readable(join(state, 'log'))]).toEqual([]);
  });

  it('whose files an older version made for all is mended; a folder keeps the mode it was given', async () => {
    const { tree, state, open } = trial();
    const first = await open();
    await first.close();
    for (const name of readdirSync(state).filter((one) => /^(?:lock|show-build\.db.*)$/.test(one)))
      chmodSync(join(state, name), 0o644);
    chmodSync(state, 0o750);
    const { close } = await open();
    await close();
    expect(readable(state)).toEqual([state]);
    const found = (await examine({ tree, state }, {})).filter(({ name }) => name === 'state folder');
    expect(found).toMatchObject([{ state: 'poor', effect: expect.stringContaining(`chmod 700 ${state}`) }]);
  });

  it('that a person has made already is not taken from others, but what lies in it is', async () => {
    const { state, open } = trial();
    mkdirSync(state, { mode: 0o755 });
    const { close } = await open();
    await close();
    expect(readable(state)).toEqual([state]);
  });
});
