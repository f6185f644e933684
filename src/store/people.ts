// Stores the people that scripts name: hosts, speakers, guests, quoted people, and names shown on screen.
import type { EpisodeId, TreePath } from '../domain/ids.ts';
import type { Sql } from './sql.ts';

export interface PersonRow {
  /** As written in the script. */
  readonly name: string;
  /** `shown`: in a lower third, or another field of a cue. */
  readonly role: 'host' | 'speaker' | 'guest' | 'quoted' | 'shown';
  /** 1-based; null if it applies to the whole file. */
  readonly line: number | null;
  /** Number of words spoken by a host or speaker; null for other roles. */
  readonly words: number | null;
}

export interface PersonPlace {
  readonly episode: EpisodeId;
  /** null = named by the episode itself. */
  readonly segment: bigint | null;
  readonly path: TreePath;
}

const INSERT = `insert into people_named (episode, rundown_item, name, path, line, role, words)
  values (?, ?, ?, ?, ?, ?, ?)`;

export function insertPerson(sql: Sql, { episode, segment, path }: PersonPlace, person: PersonRow): void {
  sql.run(INSERT, episode, segment, person.name, path, person.line, person.role, person.words);
}
