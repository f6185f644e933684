// Git's id of a text, by the rig's own hand: it checks the program that has one too.
import { createHash } from 'node:crypto';

export function blobIdOf(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

const COPY = /^(.*)\.sync-conflict-\d{8}-\d{6}-[A-Z2-7]{7}(\.[^./]+)?$/;

/** The path that a conflict copy was set aside from, a copy of a copy traced to the first; null: it is no copy. */
export function copyOf(path: string): string | null {
  const [, stem, ending = ''] = COPY.exec(path) ?? [];
  if (stem === undefined) return null;
  const of = `${stem}${ending}`;
  return copyOf(of) ?? of;
}
