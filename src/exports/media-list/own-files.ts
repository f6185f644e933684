// Finds the file of each cue played, and the reason if there is doubt. A finished picture or clip is found by the cue's
// slug, so two cues with one slug and different words would show the same thing: then neither gets it.
import type { Cue } from '../../domain/cue.ts';
import { nameOf } from '../../domain/ids.ts';
import type { MediaFile, MediaShelf } from '../../domain/media/shelf.ts';
import { oneLine } from '../../domain/one-line.ts';
import { cueMedia, type PlayedFile } from '../../markdown/cue-media.ts';
import type { MediaCue } from './cues.ts';

export interface OwnFile extends Pick<PlayedFile, 'file' | 'by'> {
  /** Why there is none, as a clause; null if the cue itself says it. */
  readonly why: string | null;
}

export const NO_FILE: OwnFile = { file: null, by: null, why: null };

/** In the order of `played`. */
export function ownFiles(played: readonly MediaCue[], media: MediaShelf, fps: number): readonly OwnFile[] {
  const found = played.map(({ item, cue }) => cueMedia(cue, item.document.text, media, fps));
  const users = new Map<string, Set<string>>();
  for (const [i, { file }] of found.entries()) {
    const cue = played[i]?.cue;
    if (file === null || cue === undefined) continue;
    users.set(file.path, (users.get(file.path) ?? new Set()).add(saysOf(cue)));
  }
  return found.map(({ file, by, unclear }): OwnFile => {
    if (unclear.length > 0) return { ...NO_FILE, why: `several files may be meant: ${namesOf(unclear)}` };
    const isShared = file !== null && (users.get(file.path)?.size ?? 0) > 1;
    if (file === null || by !== 'finished' || !isShared) return { file, by, why: null };
    return { ...NO_FILE, why: `“${namesOf([file])}” may be another cue’s: one slug, but other words` };
  });
}

function namesOf(files: readonly MediaFile[]): string {
  return files.map(({ path }) => oneLine(nameOf(path), 80)).join(', ');
}

const BOOKKEEPING: ReadonlySet<string> = new Set([
  'type',
  'assetid',
  'slug',
  'mediaurl',
  'previousmediaurl',
  'duration',
  'enumerator',
  'wordcount',
  'status',
  'convertedfrom',
]);

/** The fields that decide what is seen or heard. */
function saysOf(cue: Cue): string {
  const fields = cue.fields.filter(({ name }) => !BOOKKEEPING.has(name));
  return JSON.stringify(fields.map(({ name, value }) => [name, value]).sort());
}
