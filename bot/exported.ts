// One of the files that are made of an episode, as it would read now, whether or not it has landed.
import { EXPORT_NAMES } from '../src/domain/export-file.ts';
import { Fault } from '../src/errors.ts';
import { compileExports } from '../src/exports/compile.ts';
import { presentEpisode } from './present.ts';
import type { Show } from './show.ts';

export async function exported(show: Show, episode: string, name: string): Promise<string> {
  const subject = await presentEpisode(show, episode, 'script-compilation');
  const text = [...compileExports(subject)].find(([known]) => known === name)?.[1];
  if (text !== undefined) return text;
  throw new Fault('usage', 'NO_EXPORT', `There is no ${name}; there are ${EXPORT_NAMES.join(', ')}`);
}
