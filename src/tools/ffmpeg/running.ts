// Runs ffmpeg or ffprobe on files that nobody can vouch for: low priority, limits in time and memory, no network, no
// file but the one given. Its exit code alone proves nothing about a result.
import { constants, setPriority } from 'node:os';
import { execa } from 'execa';
import type { Cut } from '../../domain/media/facts.ts';
import { oneLine } from '../../domain/one-line.ts';
import { Fault } from '../../errors.ts';

export interface Running {
  /** Of the file, for messages. */
  readonly name: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Called with each line of stderr. */
  readonly onLine?: (line: string) => void;
}

/** A list named like a film would otherwise open other files: both lists are needed. */
const FORMATS =
  'mov,matroska,webm,mp3,wav,aac,ac3,eac3,flac,ogg,mpegts,mpeg,mpegvideo,avi,asf,flv,mxf,aiff,caf,w64,gif,dv';

/** Before `-i`. A picture of more than 8K by 8K is a bomb. */
export function inputArguments(file: string): readonly string[] {
  return [
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', FORMATS],
    ...['-max_alloc', String(1 << 29), '-max_pixels', String(8192 * 8192)],
    // Without the prefix, a name with a colon is an address, and one with a dash an option.
    ...['-i', `file:${file}`],
  ];
}

/** Before `-i`, so that nothing before the cut is decoded. */
export function cutArguments({ startMs, endMs }: Cut): readonly string[] {
  const seconds = (ms: number): string => (ms / 1000).toFixed(3);
  return [
    ...(startMs > 0 ? ['-ss', seconds(startMs)] : []),
    ...(endMs === null ? [] : ['-t', seconds(endMs - startMs)]),
  ];
}

/** Resolves with stdout. Rejects with a Fault MEDIA_UNREADABLE in the program's own words, or with the signal's reason;
 *  nothing of the program runs on then. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { name, signal, timeoutMs, onLine = () => {} }: Running,
): Promise<string> {
  signal.throwIfAborted();
  const child = execa(program, args, {
    stdin: 'ignore',
    timeout: timeoutMs,
    cancelSignal: signal,
    forceKillAfterDelay: 2_000,
    reject: false,
    // Damaged files are complained about by the million; the last words are kept here.
    buffer: { stderr: false },
  });
  lower(child.pid);
  const last: string[] = [];
  for await (const line of child.iterable({ from: 'stderr' })) {
    onLine(line);
    last.push(line);
    if (last.length > LAST_LINES) last.shift();
  }
  const result = await child;
  signal.throwIfAborted();
  if (!result.failed) return result.stdout;
  const said = last.join('\n');
  if (result.timedOut) throw unreadable(name, `it took longer than ${Math.round(timeoutMs / 1000)} s`, said);
  throw unreadable(name, words(last) ?? `it ended with ${result.exitCode ?? result.signal}`, said);
}

const LAST_LINES = 40;
const MOST_NAME = 80;

/** Only encoding may take all of the machine, and not even that before others. */
function lower(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already.
  }
}

export function unreadable(name: string, why: string, tech: string): Fault {
  const sentence = `${oneLine(name, MOST_NAME)} can’t be read as a clip or sound: ${why}.`;
  return new Fault('refused', 'MEDIA_UNREADABLE', sentence, {
    tech,
  });
}

/** The first line that tells why, without the address of the part that said it. */
function words(lines: readonly string[]): string | null {
  const told = lines.map((line) => line.replace(/^\[[^\]]* @ 0x[0-9a-f]+\] /, '').trim());
  return (
    told.find((line) => line !== '' && !/^(?:Input #|\s|frame=|size=)/.test(line))?.slice(0, 200) ?? null
  );
}
