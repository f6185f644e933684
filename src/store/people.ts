// People, as scripts name them: who speaks, who is a guest, who is quoted, whose name is shown.
import type { EpisodeId, TreePath } from '../domain/ids.ts';
import type { Sql } from './sql.ts';

export interface PersonRow {
  /** As it is written. */
  readonly name: string;
  /** `shown`: in a lower third, or another field of a cue. */
  readonly role: 'host' | 'speaker' | 'guest' | 'quoted' | 'shown';
  /** 1-based; null where it is about the whole file. */
  readonly line: number | null;
  /** Of who speaks; null of the others. */
  readonly words: number | null;
}

export interface PersonPlace {
  readonly episode: EpisodeId;
  /** null: the episode itself names them. */
  readonly segment: bigint | null;
  readonly path: TreePath;
}

const INSERT = `insert into people_named (episode, rundown_item, name, path, line, role, words)
  values (?, ?, ?, ?, ?, ?, ?)`;

export function insertPerson(sql: Sql, { episode, segment, path }: PersonPlace, person: PersonRow): void {
  sql.run(INSERT, episode, segment, person.name, path, person.line, person.role, person.words);
}
