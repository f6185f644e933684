// Finds ffmpeg and ffprobe: the system's, or else those that two optional packages bring along.
import { chmodSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { execaSync } from 'execa';

export interface FfmpegPrograms {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** As ffmpeg says it: `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** From the packages, whose builds are years old. */
  readonly isBundled: boolean;
}

interface Place {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly isBundled: boolean;
}

/** Null if there is none that runs. Waits for both to say their version, so ask once. */
export function findFfmpeg(): FfmpegPrograms | null {
  for (const place of [{ ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', isBundled: false }, bundled()]) {
    if (place === null) continue;
    const version = versionOf(place.ffmpeg);
    if (version !== null && versionOf(place.ffprobe) !== null) return { ...place, version };
  }
  return null;
}

function bundled(): Place | null {
  const require = createRequire(import.meta.url);
  const ffmpeg = pathIn(() => require('@ffmpeg-installer/ffmpeg'));
  const ffprobe = pathIn(() => require('@ffprobe-installer/ffprobe'));
  return ffmpeg === null || ffprobe === null ? null : { ffmpeg, ffprobe, isBundled: true };
}

const OWNER_RUNS = 0o100;

/** The package makes its program executable in a script at install, which safe installs leave out. Null if the package is
 *  not installed, has no program for this machine, or lies where nothing may be changed. */
function pathIn(load: () => unknown): string | null {
  try {
    const { path } = load() as { readonly path?: unknown };
    if (typeof path !== 'string') return null;
    const { mode } = statSync(path);
    if ((mode & OWNER_RUNS) === 0) chmodSync(path, mode | OWNER_RUNS);
    return path;
  } catch {
    return null;
  }
}

function versionOf(program: string): string | null {
  const { failed, stdout } = execaSync(program, ['-version'], { reject: false, timeout: 10_000 });
  return failed ? null : (/^ff\w+ version (\S+)/.exec(stdout)?.[1] ?? null);
}
