// Binds ffmpeg to one show: a source is the file at its path while that has the bytes it is told by, and what was found
// is noted in Git under their hash.
import { isDeepStrictEqual } from 'node:util';
import { nameOf } from '../../src/domain/ids.ts';
import { cutKey, type MediaFacts, type MediaReport } from '../../src/domain/media/facts.ts';
import { oneLine } from '../../src/domain/one-line.ts';
import { Fault } from '../../src/errors.ts';
import { hashFile } from '../../src/git/media.ts';
import type { MediaSource, MediaTool } from '../../src/step.ts';
import { measureMedia } from '../../src/tools/ffmpeg/measure.ts';
import { probeMedia } from '../../src/tools/ffmpeg/probe.ts';
import { type FfmpegPrograms, findFfmpeg } from '../../src/tools/ffmpeg/programs.ts';
import { placeOf } from '../../src/tree/confine.ts';
import { statAt } from '../../src/tree/stat.ts';
import type { DiskIndex } from '../cache/disk-index.ts';
import type { MediaFactBook } from '../record/media-facts.ts';

interface MediaToolParts {
  readonly root: string;
  readonly disk: DiskIndex;
  readonly book: MediaFactBook;
  readonly nowMs: () => number;
}

export function openMediaTool({ root, disk, book, nowMs }: MediaToolParts): MediaTool {
  let programs: FfmpegPrograms | null | undefined;
  const found = (): FfmpegPrograms | null => {
    programs = programs === undefined ? findFfmpeg() : programs;
    return programs;
  };
  const required = (): FfmpegPrograms => {
    const here = found();
    if (here !== null) return here;
    throw new Fault(
      'configuration',
      'FFMPEG_MISSING',
      'ffmpeg is not installed, so clips can’t be looked at; install it.',
    );
  };

  /** Runs it on the file if that has the right bytes before and after. */
  async function reading<T>({ path, sha256 }: MediaSource, read: (file: string) => Promise<T>): Promise<T> {
    const file = placeOf(root, path);
    const before = statAt(file);
    const known = before !== null && disk.isAsSeen(path, before) ? disk.get(path)?.sha256 : null;
    if (before === null || (known !== sha256 && (await hashFile(file)).sha256 !== sha256))
      throw changed(path);
    const result = await read(file);
    if (!isDeepStrictEqual(statAt(file), before)) throw changed(path);
    return result;
  }

  async function facts(source: MediaSource, signal: AbortSignal): Promise<MediaFacts> {
    const report = await book.of(source.sha256);
    if (report?.facts) return report.facts;
    const here = required();
    const told = unreadableFor(source, report, here.version);
    if (told !== null) throw told;
    try {
      const made = await reading(source, (file) => probeMedia(here, file, signal));
      await book.noteFacts(source.sha256, made, nowMs());
      return made;
    } catch (error) {
      if (error instanceof Fault && error.code === 'MEDIA_UNREADABLE')
        await book.noteUnreadable(source.sha256, withoutName(error.message), here.version, nowMs());
      throw error;
    }
  }

  return {
    get version() {
      return found()?.version ?? null;
    },
    facts,
    async measure(source, cut, signal, tell) {
      const report = await book.of(source.sha256);
      const known = report?.cuts[cutKey(cut)];
      if (known !== undefined) return known;
      const here = required();
      const about = { facts: await facts(source, signal), cut, signal, ...(tell && { onProgress: tell }) };
      const made = await reading(source, (file) => measureMedia(here, { file, ...about }));
      await book.noteMeasure(source.sha256, cut, made, nowMs());
      return made;
    },
  };
}

function unreadableFor({ path }: MediaSource, report: MediaReport | null, version: string): Fault | null {
  const told = report?.unreadable;
  if (told?.version !== version) return null;
  return new Fault('refused', 'MEDIA_UNREADABLE', `${oneLine(nameOf(path), 80)} ${told.why}`);
}

/** The same bytes may have another name elsewhere. */
function withoutName(sentence: string): string {
  return sentence.slice(sentence.indexOf('can’t be read'));
}

function changed(path: MediaSource['path']): Fault {
  const sentence = `${oneLine(nameOf(path), 80)} has changed while it was looked at; it is looked at again.`;
  return new Fault('transient', 'MEDIA_CHANGING', sentence);
}
