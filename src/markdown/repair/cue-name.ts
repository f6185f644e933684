// Names a cue in a sentence for people.
import type { Cue } from '../../domain/cue.ts';
import { oneLine } from '../../domain/one-line.ts';

/** `SOT “shoot-maga”`, `the SOT cue`, `the cue “shoot-maga”`, `the cue`. */
export function cueName({ type, slug }: Pick<Cue, 'type' | 'slug'>): string {
  const known = type !== null && /^[A-Z]{2,8}$/.test(type) ? type : null;
  const name = slug === null ? '' : `“${oneLine(slug, 60)}”`;
  if (name === '') return known === null ? 'the cue' : `the ${known} cue`;
  return `${known ?? 'the cue'} ${name}`;
}
