// A small episode that is ready for air and of which there is nothing at all to say, for tests that spoil one thing.
import type { EpisodeId, TreePath } from '../../../src/domain/ids.ts';
import { treePath } from '../../../src/domain/ids.ts';
import { type MediaFile, mediaShelf } from '../../../src/domain/media/shelf.ts';
import { byOrder } from '../../../src/domain/segment.ts';
import { type EpisodeReport, preflight } from '../../../src/exports/preflight.ts';
import { parseInfo, parseSegment } from '../../../src/markdown/document.ts';
import { USUAL } from '../../steps/fixtures.ts';

export const INFO = 'info.md';
export const OPENING = 'rundown/10 Opening.md';
export const BREAK = 'rundown/20 break.md';
export const CLOSE = 'rundown/30 Close.md';

/** 50 words, read in 20 seconds; each beginning makes another text. */
export function fiftyWords(first: string): string {
  return `${first} ${'goes home '.repeat(24)}now.`;
}

const FILES: Readonly<Record<string, string>> = {
  [INFO]: `---
episode_number: 101
type: sunday_show
airdate: 2031-03-02
title: The Ferry That Waited
slug: ferry-waited
description: A ferry that would not leave without its cat.
duration: 00:06:00:00
AssetID: EPS1WDZVVNJEHS34L
status: production
---
`,
  [OPENING]: `---
AssetID: SEG2S9PJ7JX945RVC
slug: opening
type: segment
order: 10
duration: 00:00:40:00
status: production
title: Opening
description: Good evening from the quay.
airdate: 2031-03-02
---

## Notes

Nothing in here is read out.

## Script

${fiftyWords('Ferry')}

<!-- Begin Cue -->
[Type: SOT]
[AssetID: SOT23MITBFEF37C0Q]
[Slug: cat-aboard]
[MediaURL: ../assets/video/cat-aboard.mp4]
[Duration: 00:00:20:00]
<!-- End Cue -->
`,
  [BREAK]: `---
AssetID: SEG4KKPJ7JX945RVC
type: break
order: 20
duration: 00:05:00:00
status: production
---

<!-- Begin Cue -->
[Type: BREAK]
[AssetID: BRKPJZTR9VEJDWBNF]
[Slug: break]
<!-- End Cue -->
`,
  [CLOSE]: `---
AssetID: SEG7H2PJ7JX945RVC
slug: close
type: close
order: 30
duration: 00:00:20:00
status: production
title: Close
description: Good night from the quay.
---

${fiftyWords('Cat')}
`,
};

export interface Spoiled {
  /** Replaced in a file; what is replaced must stand there. */
  readonly change?: readonly (readonly [file: string, from: string, to: string])[];
  /** Whole files; null takes one away. */
  readonly files?: Readonly<Record<string, string | null>>;
  readonly media?: readonly string[];
  readonly conflictCopies?: readonly string[];
}

const EPISODE = '0101' as EpisodeId;

export function inEpisode(file: string): TreePath {
  return treePath(`episodes/${EPISODE}/${file}`);
}

export function checked(spoiled: Spoiled = {}): EpisodeReport {
  const files = new Map(Object.entries({ ...FILES, ...spoiled.files }));
  for (const [file, from, to] of spoiled.change ?? []) {
    const text = files.get(file) ?? '';
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    files.set(file, text.replace(from, to));
  }
  const info = files.get(INFO) ?? null;
  const segments = [...files].flatMap(([file, text]) =>
    file === INFO || text === null ? [] : [parseSegment(inEpisode(file), text)],
  );
  const media = (spoiled.media ?? ['assets/video/cat-aboard.mp4']).map(mediaFile);
  return preflight({
    episode: EPISODE,
    info: info === null ? null : parseInfo(inEpisode(INFO), info),
    segments: segments.filter(({ isItem }) => isItem).sort(byOrder),
    media: mediaShelf(media),
    conflictCopies: (spoiled.conflictCopies ?? []).map(inEpisode),
    settings: USUAL,
  });
}

function mediaFile(file: string): MediaFile {
  return { path: inEpisode(file), kind: /\.mp4$/.test(file) ? 'video' : 'image', bytes: 1_000_000 };
}
