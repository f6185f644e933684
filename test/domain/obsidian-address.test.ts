// Addresses that open a note in Obsidian: every character arrives as it is, and no name leads to a note that is not there.
import { expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { obsidianAddress } from '../../src/domain/obsidian-address.ts';

const NOTE = 'episodes/0101/rundown/20 Käse & Brot 100%.md';
const VAULT = { vault: 'Mein Käse & Co. #1 100%', folder: '' };

function address(path: string, heading: string | null = null, vault: Partial<typeof VAULT> = {}) {
  return obsidianAddress({ ...VAULT, ...vault }, treePath(path), heading);
}

/** As Obsidian reads it. */
function read(text: string | null) {
  const { protocol, host, searchParams } = new URL(text ?? '');
  return {
    action: `${protocol}//${host}`,
    vault: searchParams.get('vault'),
    file: searchParams.get('file'),
  };
}

it('names the vault and the note, without its ending', () => {
  expect(address('episodes/0101/info.md', null, { vault: 'My Vault' })).toBe(
    'obsidian://open?vault=My%20Vault&file=episodes%2F0101%2Finfo',
  );
  expect(read(address(NOTE))).toEqual({
    action: 'obsidian://open',
    vault: VAULT.vault,
    file: NOTE.slice(0, -3),
  });
});

it('has the show in a folder of the vault', () => {
  expect(read(address(NOTE, null, { folder: 'Arbeit/Unsere Show' })).file).toBe(
    `Arbeit/Unsere Show/${NOTE.slice(0, -3)}`,
  );
});

it.each([
  ['Script', 'Script'],
  ['Käse & 100%?', 'Käse & 100%?'],
  ['Question #3: why?', 'Question 3 why?'],
  ['A [[link|shown]] and %%this%%', 'A link shown and this'],
  ['#|^', null],
])('leads to the heading %j', (heading, place) => {
  expect(read(address(NOTE, heading)).file).toBe(`${NOTE.slice(0, -3)}${place === null ? '' : `#${place}`}`);
});

it('is encoded throughout: no sign of a name is left as a sign of the address', () => {
  expect(address('lib/a?b=c&d+e/ü.md', 'A & B', { vault: 'a&b=c' })).toBe(
    'obsidian://open?vault=a%26b%3Dc&file=lib%2Fa%3Fb%3Dc%26d%2Be%2F%C3%BC%23A%20%26%20B',
  );
});

it('has accents as Obsidian keeps them, and names in full that would be read otherwise', () => {
  expect(address('lib/Ka\u0308se.md')).toBe(address('lib/K\u00e4se.md'));
  expect(read(address('lib/ads/info.md.md')).file).toBe('lib/ads/info.md.md');
  expect(read(address('lib/ads/late .md')).file).toBe('lib/ads/late .md');
});

it.each([
  ['without a vault', NOTE, { vault: null }],
  ['of what is made of the episode', 'episodes/0101/exports/preflight.md', {}],
  ['of the script', 'episodes/0101/exports/script-host.md', {}],
  ['of a page', 'episodes/0101/exports/script-host.html', {}],
  ['of a picture', 'episodes/0101/assets/images/a.png', {}],
  ['of the settings', 'show-build.yaml', {}],
  ['of a name that Obsidian would cut', 'episodes/0101/rundown/20 Show #3.md', {}],
  ['of a hidden folder', 'episodes/0101/.history/a.md', {}],
])('is none %s', (_what, path, vault) => {
  expect(obsidianAddress({ ...VAULT, ...vault }, treePath(path), 'Script')).toBeNull();
});
