// Writes the `info.md` of a new episode: from the show's own blueprint, by replacing the lines for number, air date and
// title, or from a built-in one.
import type { Day } from '../domain/airdate.ts';
import { applyEdits, editAt } from '../domain/edit.ts';
import type { EpisodeId } from '../domain/ids.ts';
import { hashText } from '../hash.ts';
import { scanHead } from './head.ts';
import { eolOf } from './lines.ts';

/** The blueprint's text filled in for this episode; null if it has no head between two lines of hyphens. */
export function filledInfo(blueprint: string, episode: EpisodeId, airdate: Day): string | null {
  const { entries, close } = scanHead(blueprint);
  if (close === null) return null;
  const eol = eolOf(blueprint);
  const edits = Object.entries({ episode_number: Number(episode), airdate, title: '' }).map(
    ([key, value]) => {
      const entry = entries.find(({ name }) => name === key);
      const { start, end } = entry?.span ?? { start: close.start, end: close.start };
      return editAt(blueprint, start, end, `${`${entry?.key ?? key}: ${value}`.trimEnd()}${eol}`, key);
    },
  );
  return applyEdits(blueprint, inOrder(edits));
}

function inOrder<E extends { readonly start: number; readonly end: number }>(
  edits: readonly E[],
): readonly E[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Leaves the program and channel ids empty, because each show has its own. */
export function builtInInfo(episode: EpisodeId, airdate: Day): string {
  return `---
id: 0
episode_number: ${Number(episode)}
type: sunday_show
airdate: ${airdate}
title:
subtitle:
slug:
description:
duration: 00:00:00:00
guest:
tags:
omnystudio_program_id:
omnystudio_category: podcast
omnystudio_visibility: public
omnystudio_publish_status:
omnystudio_publish_datetime:
youtube_category_id: 22
youtube_privacy_status: private
youtube_title:
youtube_description:
youtube_tags:
youtube_default_language: en
youtube_playlist_id:
social_hashtags:
twitter_thread: true
instagram_reel: true
facebook_post: true
explicit: false
content_warnings:
age_rating: general
publish_status:
schedule_datetime:
visibility: public
recording_date:
producer:
host:
editor:
notes:
server_messages:
AssetID: ${assetIdOf(episode, airdate)}
status: draft
total_runtime:
---
`;
}

/** `EPS` and 14 characters from a hash, so the same episode gets the same id on every machine. */
function assetIdOf(episode: EpisodeId, airdate: Day): string {
  const hash = hashText(JSON.stringify(['episode', episode, airdate]));
  const digits = BigInt(`0x${hash}`).toString(36).toUpperCase();
  return `EPS${digits.padStart(14, '0').slice(0, 14)}`;
}
