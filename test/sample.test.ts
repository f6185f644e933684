// Holds the sample show to its exact bytes, so that no editor and no git setting mends the chaos that it is there
// to show. Judges the files alone; what the program makes of them is tested elsewhere.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { readSettings } from '../src/config.ts';

const ROOT = join(import.meta.dirname, 'fixtures/sample-show');
const OPEN = ['0101', '0102', '0103'];
const HEDGE = "0101/rundown/40 The Neighbour's Hedge BLOCK B.md";
const HEDGE_COPY = HEDGE.replace('.md', '.sync-conflict-20250611-081936-CPK7LWO.md');
const BEES = '0102/rundown/2B Bees & Other Landlords.md';
const LIGHTHOUSES = '0101/rundown/30 The Man Who Paints Lighthouses.md';

const GLOVE = '0101/rundown/10 The Glove on the Railing BLOCK A.md';
const KETTLE = '0101/rundown/20 The Committee for the Kettle.md';
const DRAWER = '0101/rundown/60 The Drawer.md';
const SOUP = '0102/rundown/1A The Soup Question.md';
const QUEUE = '0102/rundown/2A  The Queue at the Post Office.md';
const LOST = '0102/rundown/50 The Lost Property Office 🧤.md';
const CALLER = '0102/rundown/41 Caller of the Week.md';
const WAVING = '0102/rundown/60 A Field Guide to Waving.md';
const PARADE = '0103/rundown/10 A Small Parade BLOCK A.md';
const SANDWICH = '0103/rundown/60 The Great Sandwich Audit.md';
const THERMOSTAT = '0103/rundown/segment-LOCAL-mq7d2xk4-8hw2p.md';

/** What is wrong, where it stands, and how it looks. The same rows stand in `fixtures/sample-show.md`. */
const CHAOS: readonly (readonly [what: string, path: string, looks: RegExp])[] = [
  ['windows line endings', HEDGE, /^---\r\nid: '10140'\r\n/],
  ['byte order mark', LIGHTHOUSES, /^\uFEFF---\nid:/],
  ['byte order mark and windows line endings', BEES, /^\uFEFF---\r\nid:/],
  ['no final newline', '0101/rundown/80 Lights Out.md', /<!-- End Cue -->$(?!\n)/],
  ['trailing blanks', KETTLE, /wedding\. {3}\n[\s\S]*on\.\t\n/],
  ['title as slug', KETTLE, /^slug: The Committee for the Kettle$/m],
  ['title as slug of an episode', '0102/info.md', /^slug: The Soup Question and Other Matters of Taste$/m],
  ['slug with a blank', SANDWICH, /^slug: sandwich audit$/m],
  ['empty slug', GLOVE, /^slug:$/m],
  ['no slug', SOUP, /(?<![\s\S])(?![\s\S]*^slug:)---\n/m],
  ['slug of five words or more', LIGHTHOUSES, /^slug: a-conversation-with-the-man-who-paints-lighthouses$/m],
  ['human slug that stays', HEDGE, /^slug: hedge-animals\r$/m],
  ['no description', HEDGE, /(?<![\s\S])(?![\s\S]*^description:)---\r\n/m],
  ['empty description', GLOVE, /^description: $/m],
  ['null description', KETTLE, /^description: null$/m],
  ['quoted empty description', QUEUE, /^description: ''$/m],
  ['human description that stays', DRAWER, /^description: "Three things from the viewers' drawer: /m],
  ['double brackets around markers', GLOVE, /^<<!-- Begin Cue -->>\n[\s\S]*^<<!-- End Cue -->>$/m],
  ['no blank after the colon', GLOVE, /^\[Type:SOT\]$/m],
  ['no blank line around a cue', GLOVE, /a dog\.\n<<!--[\s\S]*?-->>\nThat was/],
  ['blanks inside the brackets', KETTLE, /^\[ Type : SOT \]$/m],
  ['lower-case markers, names and type', KETTLE, /^<!-- begin cue -->\n\[type: vo\]$/m],
  ['text on the End line', KETTLE, /^<!-- End Cue --> You heard him\./m],
  ['missing End, can be closed', SOUP, /\[Duration: 00:00:15:00\]\n\nSo we put it to you\./],
  ['missing End, cannot be closed', QUEUE, /\[Slug: queue-wide\]\nthe long shot from the bakery roof/],
  ['slug with a number', BEES, /^\[Slug: 20-vane-on-bees\]\r\n/m],
  ['slug with a doubled number', THERMOSTAT, /^\[Slug: 110-110-thermostat-notes\]$/m],
  [
    'two fields in one pair of brackets',
    '0101/rundown/11 DUNKWORTHY.md',
    /^\[Type: ADLIB, Duration: 00:01:00\]$/m,
  ],
  ['duration 1:15', GLOVE, /^\[Duration: 1:15\]$/m],
  ['duration :30', PARADE, /^\[Duration: :30\]$/m],
  ['duration 00:00:12', PARADE, /^\[Duration: 00:00:12\]$/m],
  ['duration 75', PARADE, /^\[Duration: 75\]$/m],
  ['duration 1:75', PARADE, /^\[Duration: 1:75\]$/m],
  ['zero duration', BEES, /^duration: 00:00:00:00\r\n[\s\S]*^\[Duration: 0:00\]\r\n/m],
  ['number that looks octal', '0103/info.md', /^episode_number: 0103$/m],
  ['order that looks octal', PARADE, /^order: 010$/m],
  ['quoted order', SOUP, /^order: "10"$/m],
  ['no order', '0102/rundown/SUPPORT US.md', /(?<![\s\S])(?![\s\S]*^order:)---\n/m],
  ['the same order twice', '0102/rundown/60 The Drawer BLOCK C.md', /^order: 60$/m],
  ['quote with brackets and inner quotes', DRAWER, /^\[Quote: "The aunt \[his, not mine\] wrote, "Your/m],
  [
    'escaped inner quotes',
    SANDWICH,
    /^\[Quote: "She said \\"it isn't greedy if nobody wanted it\\" \[and\]/m,
  ],
  ['entities for quotes', '0102/rundown/60 The Drawer BLOCK C.md', /^\[Quote: &quot;I have climbed it/m],
  ['old names of fields and values', DRAWER, /^\[Style: centered\]$/m],
  ['html paragraphs among bare ones', DRAWER, /<\/p>\n\nWendeline started opening it/],
  ['flagged paragraph', DRAWER, /<p class="minna bullet" data-needs-attention="true" data-flag-note="Otto: /],
  ['unresolved revision', '0103/rundown/70 The Drawer BLOCK C.md', /<rev user="otto" ts="\d+">a viewer in/],
  ['quote in two cues', '0103/rundown/70 The Drawer BLOCK C.md', /^\[Part: 1x2\]$[\s\S]*^\[Part: 2x2\]$/m],
  ['unknown cue type and fields', DRAWER, /^\[Type: CONFETTI\]\n[\s\S]*?^\[Colour Of Paper: mustard\]$/m],
  [
    'pasted from a word processor',
    CALLER,
    /<p dir="ltr"><span id="docs-internal-guid-[\s\S]*&nbsp;[\s\S]*█<\/p>$/m,
  ],
  ['unknown type of item', CALLER, /^type: phone-in$/m],
  ['shorthand', LIGHTHOUSES, /^\{SOT\/pell on the ladder\}$/m],
  ['shorthand with blanks', LIGHTHOUSES, /^\{ IMG \/ goat at the gate\}$/m],
  ['shorthand in round brackets', BEES, /^\(VO\/ b roll of the roof\)\r$/m],
  [
    'quote with attribution',
    LIGHTHOUSES,
    /^\{FS Quote\/rock with stairs\}\nA lighthouse[\s\S]*?\n\n—Ambrose Pell$/m,
  ],
  ['bracket shorthand', HEDGE, /^\[GFX: lower-third "Ottoline Grubb, owner of the hedge"\]\r$/m],
  [
    'several shorthands in one paragraph',
    SANDWICH,
    /\{GFX\/10 sandwich-cross-section\} .* \{010 {2}\[IMG\] crayon-sandwich\} /,
  ],
  [
    'block with IN and OUT',
    LOST,
    /^\(SOT\/lost property tour\)\nIN-00:12:04 .*\nto\nOUT-00:14:31 .*\nFULL VIDEO IS TITLED '/m,
  ],
  ['shorthand that is never converted', LOST, /^\{CUE\/ask otto about the trumpet\}$/m],
  ['cue in a code block', WAVING, /^```\n<!-- Begin Cue -->\n[\s\S]*?<!-- End Cue -->\n```$/m],
  [
    'one AssetID, two pictures',
    WAVING,
    /^\[AssetID: (IMG\w{14})\]\n\[Slug: wave-inch\][\s\S]*\[AssetID: \1\]\n\[Slug: wave-harbour\]/m,
  ],
  ['dashes with blanks around the front matter', WAVING, /^- - -\nid:[\s\S]*?\n- - -\n/],
  ['front matter never closed', '0103/rundown/20 The Umbrella Amnesty.md', /^---\n(?![\s\S]*\n---\n)/],
  ['no front matter', '0103/rundown/40 Friends, this is our stop.md', /^## Script\n/],
  ['old folder of videos', KETTLE, /^\[MediaURL: \.\.\/assets\/videos\//m],
  [
    'media twice, once unfinished',
    '0102/rundown/60 The Drawer BLOCK C.md',
    /^\[MediaURL: Processing\.\.\.\]\n\[MediaURL: /m,
  ],
  ['no AssetID, no media', THERMOSTAT, /\[Type: GFX\]\n\[Slug: .*\]\n\[Duration: .*\]\n<!-- End/],
  ['notes for air that are not', '0102/rundown/NOTES NOT A REAL SEGMENT.md', /^NOT FOR AIR$/m],
  ['stray note', '0101/rundown/Obsidian Refactor Failure.md', /^Pulled these lines out/],
  ['conflict copy', HEDGE_COPY, /three slices of seed cake, one of them bitten/],
  ['air date with a time', '0103/info.md', /^airdate: 2031-03-16T21:00:00$/m],
  ['air date missing', '0102/info.md', /^airdate: $/m],
];

const paths = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((path) => statSync(join(ROOT, path)).isFile())
  .sort();
const texts = paths.filter((path) => /\.(?:md|yaml|html|json|txt)$/.test(path));
const items = paths.filter(
  (path) => /\/rundown\/.*\.md$/.test(path) && !/NOT A REAL|Refactor|sync-conflict/.test(path),
);

function bytesOf(path: string): Buffer {
  return readFileSync(join(ROOT, path));
}

function textOf(path: string): string {
  return bytesOf(path).toString('utf8');
}

function episode(path: string): string {
  return `episodes/${path}`;
}

function typeOf(path: string): string {
  return /^type: *(\S+)/m.exec(textOf(path))?.[1] ?? 'segment';
}

function isSpoken(path: string): boolean {
  return ['segment', 'coldopen', 'interview', 'phone-in', 'close'].includes(typeOf(path));
}

/** Words of the script; near enough, since cues and shorthand are cut by their looks alone. */
function spokenWords(path: string): number {
  const script =
    textOf(path)
      .replace(/\r/g, '')
      .split('## Script\n')
      .at(-1)
      ?.replace(/^---\n[\s\S]*?\n---\n/, '') ?? '';
  const prose = script.replace(/<+!--[\s\S]*?-->+/g, '').replace(/^\[.*\]$|<[^>]*>|\{.*?\}/gm, '');
  return prose.split(/\s+/).filter((word) => /\w/.test(word)).length;
}

it.each(CHAOS)('shows: %s (%s)', (_what, path, looks) => {
  expect(textOf(episode(path))).toMatch(looks);
});

it('says in the table beside it where each kind of chaos stands', () => {
  const table = readFileSync(`${ROOT}.md`, 'utf8');
  const rows = [...table.matchAll(/^\| ([^|]+?) \| `(.+?)` \|/gm)].map(
    ([, what, path]) => `${what} in ${path}`,
  );
  expect(rows).toEqual(CHAOS.map(([what, path]) => `${what} in ${path}`));
});

it('has odd line endings, marks and ends in these files and in no other', () => {
  expect(texts.filter((path) => textOf(path).includes('\r'))).toEqual([HEDGE, HEDGE_COPY, BEES].map(episode));
  expect(texts.filter((path) => /(?<!\r)\n/.test(textOf(path)) && textOf(path).includes('\r'))).toEqual([]);
  expect(texts.filter((path) => textOf(path).startsWith('\uFEFF'))).toEqual([LIGHTHOUSES, BEES].map(episode));
  expect(texts.filter((path) => !textOf(path).endsWith('\n'))).toEqual([
    episode('0101/rundown/80 Lights Out.md'),
  ]);
  expect(texts.filter((path) => !bytesOf(path).equals(Buffer.from(textOf(path))))).toEqual([]);
});

it('has the size and the number of items that a first look needs', () => {
  const bytes = paths.reduce((sum, path) => sum + bytesOf(path).length, 0);
  expect(bytes).toBeLessThan(250_000);
  const spoken = OPEN.map(
    (name) => items.filter((path) => path.includes(`/${name}/`) && isSpoken(path)).length,
  );
  expect(spoken).toEqual([7, 8, 7]);
  for (const type of ['ad', 'advert', 'commercial', 'promo', 'cta', 'break', 'trans'])
    expect(items.map(typeOf), type).toContain(type);
});

it('gives every spoken segment 120 to 400 words, and none that only fill a space', () => {
  for (const path of items.filter(isSpoken)) {
    expect(spokenWords(path), path).toBeGreaterThanOrEqual(120);
    expect(spokenWords(path), path).toBeLessThanOrEqual(400);
  }
  for (const path of texts)
    expect(textOf(path), path).not.toMatch(
      /lorem|ipsum|add script content|sample (?:title|text)|\bTODO\b|\bfoo\b/i,
    );
});

it('keeps three episodes open and one closed, whenever it is looked at', () => {
  for (const name of OPEN) {
    expect(textOf(episode(`${name}/info.md`))).toMatch(/^airdate: (?:2031-\d\d-\d\d(?:T.*)?)?$/m);
    expect(textOf(episode(`${name}/info.md`))).toMatch(/^status: (?:draft|production)$/m);
  }
  expect(textOf(episode('0099/info.md'))).toMatch(/^airdate: 2025-05-11$[\s\S]*^status: completed$/m);
});

it('uses sound AssetIDs, and one of them twice', () => {
  const ids = items.flatMap((path) =>
    [...textOf(path).matchAll(/asset ?id: (.*?)\]?\r?$/gim)].map((match) => match[1] ?? ''),
  );
  const sound = ids.filter((id) => id !== 'leave this empty');
  expect(sound.filter((id) => !/^[A-Z0-9]{17}$/.test(id))).toEqual([]);
  expect(sound.filter((id, i) => sound.indexOf(id) < i)).toHaveLength(1);
});

it('has two items at the same order in one episode only', () => {
  const twice = ['0099', ...OPEN].filter((name) => {
    const own = items.filter((path) => path.includes(`/${name}/`));
    const orders = own.flatMap((path) => /^order: *"?(\d+)/m.exec(textOf(path))?.[1] ?? []).map(Number);
    return new Set(orders).size < orders.length;
  });
  expect(twice).toEqual(['0102']);
});

it('has a conflict copy that differs from its original in a few words', () => {
  const lines = textOf(episode(HEDGE)).split('\r\n');
  const inCopy = textOf(episode(HEDGE_COPY)).split('\r\n');
  expect(inCopy).toHaveLength(lines.length);
  const changed = lines.flatMap((line, i) => (line === inCopy[i] ? [] : `${line} → ${inCopy[i]}`));
  expect(changed).toHaveLength(2);
  expect(changed[0]).toMatch(/past two years, into eleven .* → .*last two years, into twelve /);
  expect(changed[1]).toMatch(
    /two slices of seed cake\. → .*three slices of seed cake, one of them bitten\.$/,
  );
});

it('has pictures and sounds that are whole', () => {
  const pictures = paths.filter((path) => /\.png$/i.test(path));
  expect(pictures.length).toBeGreaterThanOrEqual(10);
  expect(pictures).toContain(episode('0101/preshow/mending table.PNG'));
  for (const path of pictures)
    expect(pngChunks(bytesOf(path)), path).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
  const sounds = paths.filter((path) => path.endsWith('.wav'));
  expect(sounds).toHaveLength(2);
  for (const path of sounds) {
    const bytes = bytesOf(path);
    expect(bytes.length, path).toBeLessThan(10_000);
    expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WAVEfmt ']);
    expect([bytes.readUInt32LE(4), bytes.readUInt32LE(40)]).toEqual([bytes.length - 8, bytes.length - 44]);
  }
});

it('has settings that are accepted, and that let nothing land by itself', () => {
  const reading = readSettings(textOf('show-build.yaml'), []);
  expect(reading).toMatchObject({
    ok: true,
    settings: { show: 'Mildly Concerning', merge: { named: false } },
  });
});

/** The types of a PNG's chunks; throws where signature, length or checksum is wrong. */
function pngChunks(bytes: Buffer): readonly string[] {
  if (bytes.toString('hex', 0, 8) !== '89504e470d0a1a0a') throw new Error('no PNG signature');
  const types: string[] = [];
  for (let at = 8; at < bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (bytes.readUInt32BE(end) !== crc32(bytes.subarray(at + 4, end)))
      throw new Error(`bad checksum at ${at}`);
    types.push(bytes.toString('latin1', at + 4, at + 8));
    at = end + 4;
  }
  return types;
}
