// How many clips and quotes a script plays, for a sentence about it.
import type { Cue } from './cue.ts';

const CLIPS: ReadonlySet<string> = new Set(['SOT', 'VO', 'NAT', 'PKG', 'VOX']);

export function countMedia(cues: readonly Pick<Cue, 'type'>[]): {
  readonly clips: number;
  readonly quotes: number;
} {
  const types = cues.map((cue) => cue.type ?? '');
  return {
    clips: types.filter((type) => CLIPS.has(type)).length,
    quotes: types.filter((type) => type === 'FSQ').length,
  };
}
