// Words for the content that a machine lacks.
import type { Machine } from '../../../src/desk.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** null if it has everything. */
export function lackWords(lacks: Machine['lacks']): string | null {
  if (lacks === null) return 'not known';
  const { items, bytes, deletes } = lacks;
  const words = [
    ...(items > 0 ? [`lacks ${items} ${items === 1 ? 'file' : 'files'} (${sizeWords(bytes)})`] : []),
    ...(deletes > 0 ? [`still has ${deletes} deleted`] : []),
  ];
  return words.length === 0 ? null : words.join(', ');
}

/** In steps of 1000, as Syncthing's own page shows them on a disk. */
function sizeWords(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const size = bytes / 1000 ** step;
  return `${step === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${UNITS[step]}`;
}
