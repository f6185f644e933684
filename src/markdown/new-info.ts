// The `info.md` of an episode that does not exist yet: the show's own blueprint with number, air date and title filled
// in by whole lines, or a built-in one.
import type { Day } from '../domain/airdate.ts';
import { applyEdits, editAt } from '../domain/edit.ts';
import type { EpisodeId } from '../domain/ids.ts';
import { hashText } from '../hash.ts';
import { scanHead } from './head.ts';
import { eolOf } from './lines.ts';

/** The blueprint's text for this episode; null where it has no block of values between two lines of hyphens. */
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

/** Without the ids of shops and channels, which are each show's own. */
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

/** The same episode gets the same id everywhere: `EPS` and 14 digits. */
function assetIdOf(episode: EpisodeId, airdate: Day): string {
  const hash = hashText(JSON.stringify(['episode', episode, airdate]));
  const digits = BigInt(`0x${hash}`).toString(36).toUpperCase();
  return `EPS${digits.padStart(14, '0').slice(0, 14)}`;
}
