// Which state belongs to which tree: found again by the tree, and never another one's.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { claimState, placeFor, placeOf } from '../../bot/cli/place.ts';
import { sampleShow } from '../../bot/cli/sample.ts';
import { defaultState } from '../../bot/show/state-folder.ts';

function folders() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'show-build-test-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const tree = join(root, 'show');
  const state = join(root, 'state');
  mkdirSync(join(state, 'repo.git'), { recursive: true });
  mkdirSync(tree);
  writeFileSync(join(state, 'repo.git', 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(tree, '.git'), `gitdir: ${join(state, 'repo.git')}\n`);
  return { root, tree, state };
}

const nothingGiven = { words: [], options: new Map() };

describe('the state', () => {
  it('is found by the tree once it is claimed, so that --tree is enough', () => {
    const { tree, state } = folders();
    expect(placeFor(tree, state).words).toEqual(['--tree', tree, '--state', state]);
    claimState(placeFor(tree, state));
    expect(placeFor(tree, null)).toEqual({ tree, state, words: ['--tree', tree] });
    expect(placeFor(tree, state).words).toEqual(['--tree', tree]);
  });

  it('of a copied tree is not that of the original', () => {
    const { root, tree, state } = folders();
    claimState(placeFor(tree, state));
    const copy = join(root, 'copy');
    cpSync(tree, copy, { recursive: true });
    expect(placeFor(copy, null).state).toBe(defaultState(copy));
    expect(() => claimState(placeFor(copy, state))).toThrow(`belongs to the show in ${tree}`);
  });

  it('goes with a tree that was moved', () => {
    const { root, tree, state } = folders();
    claimState(placeFor(tree, state));
    const moved = join(root, 'moved');
    renameSync(tree, moved);
    claimState(placeFor(moved, state));
    expect(placeFor(moved, null).state).toBe(state);
  });

  it.each([
    'gitdir: ../state/repo.git\n',
    'gitdir: /nowhere/repo.git\n',
    'something else\n',
    '',
  ])('is not taken from %j', (text) => {
    const { tree } = folders();
    writeFileSync(join(tree, '.git'), text);
    expect(placeFor(tree, null).state).toBe(defaultState(tree));
  });

  it('is not taken from a repository of somebody’s own', () => {
    const { tree } = folders();
    rmSync(join(tree, '.git'));
    mkdirSync(join(tree, '.git'));
    expect(placeFor(tree, null).state).toBe(defaultState(tree));
  });
});

describe('the tree', () => {
  it('is the one that is named, else the one of the environment, else where one stands', () => {
    const { tree, root } = folders();
    const named = { words: [], options: new Map([['tree', ['show']]]) };
    expect(placeOf(named, null, { env: { SHOW_BUILD_TREE: '/nowhere' }, cwd: root }).tree).toBe(tree);
    expect(placeOf(nothingGiven, null, { env: { SHOW_BUILD_TREE: tree }, cwd: '/' }).tree).toBe(tree);
    expect(placeOf(nothingGiven, null, { env: {}, cwd: tree }).tree).toBe(tree);
    expect(() => placeOf(nothingGiven, null, { env: { SHOW_BUILD_TREE: '/nowhere' }, cwd: root })).toThrow(
      '/nowhere is no folder',
    );
  });
});

describe('the sample', () => {
  it('is copied fresh, with its state beside it', () => {
    const place = sampleShow(null, null);
    onTestFinished(() => rmSync(join(place.tree, '..'), { recursive: true }));
    expect(join(place.state, '..')).toBe(join(place.tree, '..'));
    expect(readdirSync(place.tree)).toContain('show-build.yaml');
  });

  it('goes into an empty folder, and into no other', () => {
    const { root, tree, state } = folders();
    const empty = join(root, 'empty');
    mkdirSync(empty);
    expect(sampleShow(empty, state)).toMatchObject({ tree: empty, state });
    expect(() => sampleShow(tree, state)).toThrow('is not empty');
  });
});
