// Checks the values that info.md needs before the episode goes on air.
import { isSunday, readAirdate } from '../../domain/airdate.ts';
import { isAssetId } from '../../domain/asset-id.ts';
import { readDuration } from '../../domain/duration.ts';
import { isOnAir } from '../../domain/episode.ts';
import { type EpisodeId, treePath } from '../../domain/ids.ts';
import type { InfoDocument } from '../../markdown/document.ts';
import { named } from '../scripts/title.ts';
import { type Finding, finding, headFinding, weighed } from './finding.ts';
import { systemMessages } from './leftovers.ts';

export function checkEpisode(episode: EpisodeId, info: InfoDocument | null, fps: number): readonly Finding[] {
  if (info === null) return [finding('EPISODE_MISSING_INFO', treePath(`episodes/${episode}/info.md`), null)];
  return [
    ...info.diagnostics.flatMap((each) => weighed(each) ?? []),
    ...standing(info),
    ...airdate(info),
    ...names(episode, info),
    ...plannedLength(info, fps),
    ...systemMessages(info),
  ];
}

function standing(info: InfoDocument): readonly Finding[] {
  if (isOnAir(info.status)) return [];
  const said = info.status === null ? {} : { about: info.status };
  return [headFinding('EPISODE_NOT_PRODUCTION_READY', info, 'status', said)];
}

function airdate(info: InfoDocument): readonly Finding[] {
  if (info.airdate === null) return [headFinding('MISSING_AIRDATE', info, 'airdate')];
  const day = readAirdate(info.airdate);
  if (day === null) return [headFinding('INVALID_AIRDATE_FORMAT', info, 'airdate', { about: info.airdate })];
  const isSundayShow = /^sunday[\s_-]?show$/i.test(info.type?.trim() ?? '');
  return isSundayShow && !isSunday(day)
    ? [headFinding('SUNDAY_SHOW_NOT_SUNDAY', info, 'airdate', { about: day })]
    : [];
}

function names(episode: EpisodeId, info: InfoDocument): readonly Finding[] {
  const found: Finding[] = [];
  if (info.type === null) found.push(headFinding('EPISODE_MISSING_TYPE', info, 'type'));
  if (named(info.title) === null) found.push(headFinding('EPISODE_MISSING_TITLE', info, 'title'));
  if (info.slug === null) found.push(headFinding('EPISODE_MISSING_SLUG', info, 'slug'));
  if (info.description === null) found.push(headFinding('EPISODE_MISSING_DESCRIPTION', info, 'description'));
  const number = info.episodeNumber;
  if (number !== null && Number(number) !== Number(episode))
    found.push(headFinding('EPISODE_NUMBER_MISMATCH', info, 'episode_number', { about: number }));
  const assetId = info.value('assetid') ?? info.value('asset_id');
  if (assetId === null) found.push(headFinding('EPISODE_MISSING_ASSETID', info, 'assetid'));
  else if (!isAssetId(assetId))
    found.push(headFinding('EPISODE_INVALID_ASSETID', info, 'assetid', { about: assetId }));
  return found;
}

/** Reports an empty or zero length only; an unclear one was meant by a person and is reported with the times. */
function plannedLength(info: InfoDocument, fps: number): readonly Finding[] {
  const reading = readDuration(info.duration ?? '', fps);
  const isVacant = reading.ms === 0 || (reading.ms === null && reading.problem === 'empty');
  return isVacant ? [headFinding('EPISODE_MISSING_DURATION', info, 'duration')] : [];
}
