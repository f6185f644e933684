// Makes a show as large as asked, the same to the byte each time: completed episodes, and the newest few open with
// cues that want repair. For benches and tests; it never writes into a folder that already holds episodes.
//   node test/bench/tree.mjs DIR 10000
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OPEN_EPISODES = 5;
const NEWEST_COMPLETED = Date.UTC(2025, 5, 29);
// Far enough ahead that "the air date is not past" holds whenever the bench is run.
const FIRST_OPEN = Date.UTC(2099, 0, 4);
const WEEK_MS = 7 * 24 * 3_600_000;

const NOUNS = [
  'Mayor',
  'Teacher',
  'Royal',
  'Senator',
  'Professor',
  'Actor',
  'Neighbor',
  'Judge',
  'Editor',
  'Pastor',
];
const VERBS = [
  'Denies',
  'Admits',
  'Repeats',
  'Discovers',
  'Regrets',
  'Demands',
  'Forgets',
  'Performs',
  'Sells',
  'Mourns',
];
const THINGS = [
  'Everything',
  'the Race',
  'a Memoir',
  'the Diagnosis',
  'an Apology',
  'the Garden',
  'Two Letters',
  'a Ticket',
];
const TYPES = [
  'segment',
  'segment',
  'segment',
  'ad',
  'break',
  'segment',
  'promo',
  'segment',
  'break',
  'segment',
  'cta',
  'segment',
];
const SENTENCES = [
  'You have seen this before, and so have I: the tears arrive exactly when the question does.',
  'Listen to the order of the words, because the order gives the game away.',
  'Nobody asked for a statement, and a statement is what we got.',
  'I grew up in a house like that, and I can tell you how the next ten minutes go.',
  'Let us watch it once without stopping, and then again with the sound off.',
  'Notice what is missing. There is no person in this story except the one who tells it.',
];

const pick = (list, n) => list[n % list.length];
const padded = (n, width = 2) => String(n).padStart(width, '0');
const slugOf = (title) => title.toLowerCase().replaceAll(' ', '-');

/** Always the same id for the same place, in the show's own form. */
const assetId = (prefix, ...parts) =>
  prefix +
  parts
    .reduce((n, part) => (n * 1_000_003n + BigInt(part) + 7n) % 36n ** 14n, 11n)
    .toString(36)
    .toUpperCase()
    .padStart(14, '0');

const sundayOf = (index, open) =>
  new Date(open > 0 ? FIRST_OPEN + (open - 1) * WEEK_MS : NEWEST_COMPLETED - index * WEEK_MS)
    .toISOString()
    .slice(0, 10);

const titleOf = (episode, n) =>
  `${pick(NOUNS, episode + n * 3)} ${pick(VERBS, episode * 7 + n)} ${pick(THINGS, episode * 5 + n)}`;

function info(episode, { airdate, open }) {
  return `---
id: ${episode}
episode_number: ${episode}
type: sunday_show
airdate: ${airdate}
title: ${titleOf(episode, 0)}
subtitle: Undecided Subtitle
slug: ${open ? '' : slugOf(titleOf(episode, 0))}
description: ${open ? '' : pick(SENTENCES, episode)}
duration: 01:00:00
guest:
tags: [clusterb, intro, welcome]
status: ${open ? 'draft' : 'completed'}
${open ? '' : 'total_runtime: 00:52:10:00\n'}host: Joshua Slocum
---
`;
}

const sound = (cue) => `<!-- Begin Cue -->
[Type: SOT]
[AssetID: ${cue.id}]
[Slug: ${cue.slug}]
[MediaURL: ${cue.slug}.mp4]
[Duration: 00:00:${cue.seconds}:00]
<!-- End Cue -->`;

const graphic = (cue) => `<!-- Begin Cue -->
[Type: GFX]
[AssetID: ${cue.id}]
[Slug: ${cue.slug}-card]
[MediaURL: ${cue.slug}-card.png]
[Duration: 00:00:15:00]
<!-- End Cue -->`;

/** Cues as people and old tools leave them; each is one that can be put right without asking. */
const CHAOS = [
  (cue) =>
    `<<!-- Begin Cue -->>\n[Type:SOT]\n[ Slug : ${cue.slug} ]\n[MediaURL: ${cue.slug}.mp4]\n[Duration: 1:15]\n<<!-- End Cue -->>`,
  (cue) => `{SOT/${cue.slug}}`,
  (cue) => `( vo / ${cue.slug.replaceAll('-', ' ')})`,
  (cue) =>
    `<!--begin cue-->\n[type: gfx]\n[AssetID: ${cue.id}]\n[Slug: 20-${cue.slug}]\n[Duration: :30]\n<!--end cue-->`,
  (cue) => `[PKG: ${cue.slug} 2:30]`,
];

function cueOf(episode, n, index, open) {
  const title = titleOf(episode + index, n);
  const cue = {
    id: assetId('CUE', episode, n, index),
    slug: slugOf(title),
    seconds: padded(10 + ((episode + n) % 50)),
  };
  if (open) return pick(CHAOS, n + index)(cue);
  return (n + index) % 2 === 0 ? sound(cue) : graphic(cue);
}

function body(episode, n, open) {
  const paragraphs = [0, 1, 2].map(
    (i) => `${pick(SENTENCES, episode + n + i)} ${pick(SENTENCES, episode + n + i + 3)}`,
  );
  return `## Notes

## Script

${paragraphs[0]}

${cueOf(episode, n, 0, open)}

${paragraphs[1]}

${cueOf(episode, n, 1, open)}

${paragraphs[2]}
`;
}

function segment(episode, n, { airdate, open }) {
  const title = titleOf(episode, n);
  const type = pick(TYPES, n - 1);
  return `---
id: '${padded(episode, 4)}${padded(n * 10, 3)}'
slug: ${open && n % 3 === 0 ? '' : slugOf(title)}
type: ${type}
order: ${n * 10}
duration: ${open ? '00:00:00:00' : '00:04:30:00'}
status: production
title: ${title}
subtitle: null
description: ${open ? '' : pick(SENTENCES, episode + n)}
airdate: ${airdate}
priority: ''
AssetID: ${assetId('SEG', episode, n)}
---

${type === 'break' ? `<!-- Begin Cue -->\n[Type: BREAK]\n[AssetID: ${assetId('CUE', episode, n, 0)}]\n[Slug: break]\n<!-- End Cue -->\n` : body(episode, n, open)}`;
}

const preshow = (episode) => `# Outline ${episode}

- ${pick(SENTENCES, episode)}
- ${pick(SENTENCES, episode + 1)}
`;

/** @param {string} dir @param {{episodes: number, filesPerEpisode?: number}} size */
export function makeTree(dir, { episodes, filesPerEpisode = 14 }) {
  if (existsSync(join(dir, 'episodes'))) throw new Error(`${dir} already holds episodes; give a new folder`);
  if (episodes > 10_000) throw new Error('episode numbers have four digits: at most 10000 episodes');
  const first = episodes === 10_000 ? 0 : 1;
  mkdirSync(join(dir, 'episodes'), { recursive: true });
  writeFileSync(join(dir, 'show-build.yaml'), 'show: Disaffected\n');
  for (let i = 0; i < episodes; i++) makeEpisode(dir, first + i, { age: episodes - 1 - i, filesPerEpisode });
}

function makeEpisode(dir, episode, { age, filesPerEpisode }) {
  const open = age < OPEN_EPISODES;
  const state = {
    open,
    airdate: sundayOf(age - OPEN_EPISODES, open ? OPEN_EPISODES - age : 0),
  };
  const folder = join(dir, 'episodes', padded(episode, 4));
  mkdirSync(`${folder}/rundown`, { recursive: true });
  mkdirSync(`${folder}/preshow`);
  writeFileSync(`${folder}/info.md`, info(episode, state));
  writeFileSync(`${folder}/preshow/preshow notes.md`, preshow(episode));
  for (let n = 1; n <= filesPerEpisode - 2; n++) {
    writeFileSync(`${folder}/rundown/${n * 10} ${titleOf(episode, n)}.md`, segment(episode, n, state));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dir, episodes = '10000'] = process.argv.slice(2);
  if (dir === undefined || !/^\d+$/.test(episodes)) {
    console.error('usage: node test/bench/tree.mjs DIR [EPISODES]');
    process.exit(2);
  }
  const startedMs = performance.now();
  makeTree(dir, { episodes: Number(episodes) });
  console.log(`${episodes} episodes in ${dir}, ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
}
