// The show that the rig's people write in: cues whose form wants repair, all of it safe to land by itself.

const FAULTS = ['[Type:SOT]', '[ Type : VO ]', '<<!-- Begin Cue -->>'] as const;

/** One entry for each place that a repair would change. */
export function faultsIn(text: string): readonly string[] {
  return FAULTS.flatMap((fault) => Array.from({ length: text.split(fault).length - 1 }, () => fault));
}

const TITLES = ['The Glove', 'A Spoon', 'Two Choirs', 'Lights Out', 'The Kettle', 'A Railing'] as const;

/** Path → text of three episodes. The files of one episode are edited by the same people. */
export function seedShow(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const episode of ['0101', '0102', '0103']) {
    files.set(
      `episodes/${episode}/info.md`,
      `---\nepisode_number: ${episode}\ntype: sunday_show\ntitle: Episode ${episode}\nslug: episode-${episode}\ndescription: One hour about small things.\nduration: 01:00:00:00\ntotal_runtime: 00:10:00:00\nstatus: production\n---\n`,
    );
    for (const [i, title] of TITLES.entries()) files.set(segmentPath(episode, i), segment(episode, i, title));
  }
  return files;
}

export function segmentPath(episode: string, i: number): string {
  return `episodes/${episode}/rundown/${10 * (i + 1)} ${TITLES[i]}.md`;
}

function segment(episode: string, i: number, title: string): string {
  const id = `${episode}${i}`;
  const slug = title.toLowerCase().replaceAll(' ', '-');
  return `---
id: '${id}'
slug: ${slug}
type: segment
order: ${10 * (i + 1)}
duration: 00:05:00:00
status: production
title: ${title}
description: A small thing, and a whole town has opinions about it.
---

## Script

It lies there, and nobody can leave it alone.

<!-- Begin Cue -->
[Type:SOT]
[AssetID: SOT${id}AAAAAAAAA]
[Slug: ${slug}-one]
[MediaURL: ${slug}-one.mp4]
[Duration: 00:00:10:00]
<!-- End Cue -->

We walk past it. We look back.

<!-- Begin Cue -->
[ Type : VO ]
[AssetID: VO1${id}AAAAAAAAA]
[Slug: ${slug}-two]
[MediaURL: ${slug}-two.mp4]
[Duration: 00:01:15:00]
<!-- End Cue -->

And by Friday it is a neighbour.

<<!-- Begin Cue -->>
[Type: GFX]
[AssetID: GFX${id}AAAAAAAAA]
[Slug: ${slug}-three]
[MediaURL: ${slug}-three.png]
<<!-- End Cue -->>

That is all.
`;
}
