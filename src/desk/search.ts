// Search across all episodes, by words and by newsroom terms such as cue type or quote; and people's own SQL queries.

/** All given fields must match; at least one is required. Words match by their beginnings. */
export interface SearchFilter {
  readonly words?: string;
  /** Only this kind. */
  readonly kind?: FoundKind;
  /** `SOT`, `FSQ`, … Only cues have a type; words of their segment match them too. */
  readonly cueType?: string;
  /** Part of an asset's name, path or id. */
  readonly asset?: string;
  /** Words of a quote, or of the name of the person quoted. */
  readonly quote?: string;
  /** A name of a speaker, a guest, a person quoted, or a person mentioned in a script or a cue. */
  readonly person?: string;
  readonly episode?: string;
  /** Default 50. */
  readonly limit?: number;
}

export type FoundKind = 'segment' | 'cue' | 'quote' | 'asset';

export interface SearchHit {
  readonly kind: FoundKind;
  readonly episode: string;
  readonly path: string;
  /** 1-based; null for the whole file. */
  readonly line: number | null;
  readonly title: string | null;
  readonly slug: string | null;
  readonly cueType: string | null;
  readonly media: string | null;
  readonly durationMs: number | null;
  /** Surrounding text, in pieces; the matching ones are hits. */
  readonly excerpt: readonly { readonly text: string; readonly hit: boolean }[];
}

/** Words that stand in a conflict copy only: its file does not have them now. */
export interface CopyHit {
  /** The copy's path; the page of conflicts has it. */
  readonly path: string;
  /** The file that it is a copy of, under its present name. */
  readonly original: string;
  /** Null outside of episodes. */
  readonly episode: string | null;
  /** The person or device whose words are in it; null if Syncthing could not be asked. */
  readonly by: string | null;
  readonly excerpt: SearchHit['excerpt'];
}

export interface SearchAnswer {
  /** Ordered by kind: segments, cues, quotes, assets. */
  readonly hits: readonly SearchHit[];
  /** In conflict copies that are not settled, newest first; only for a search by words, of anything or of segments. */
  readonly copies: readonly CopyHit[];
  /** More than `limit` matched. */
  readonly cut: boolean;
  readonly tookMs: number;
  /** Episodes indexed for search so far, and the number of all episodes; a new show takes a while. */
  readonly indexed: { readonly done: number; readonly total: number };
}

export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly cut: boolean;
  readonly tookMs: number;
}

export interface SavedQuery {
  readonly name: string;
  readonly sql: string;
  /** Name of the person who saved it; null for built-in queries. */
  readonly by: string | null;
}

export interface SearchDesk {
  /** Rejects with NO_DATABASE (configuration) if there is no database, NOTHING_ASKED (usage) if no field is given,
   *  NOTHING_YET (refused) before the show has been scanned for the first time. */
  search(filter: SearchFilter): Promise<SearchAnswer>;
  /** Read-only SQL, at most 10 seconds and 10,000 rows. Rejects with STORE_QUERY_WRONG, STORE_READ_ONLY (usage),
   *  QUERY_TOO_LONG, QUERY_TOO_LARGE, QUERIES_BUSY, NOTHING_YET (refused), NO_DATABASE (configuration). */
  query(sql: string, limit: number | null): Promise<QueryAnswer>;
  /** Built-in queries first, then by name. */
  savedQueries(): Promise<readonly SavedQuery[]>;
  /** Replaces the same person's query of that name. Rejects with QUERY_NAME (usage), QUERY_TAKEN (refused), and for
   *  invalid SQL as `query` does. */
  saveQuery(name: string, sql: string, who: string | null): Promise<void>;
  /** Rejects with NO_QUERY (usage), QUERY_TAKEN (refused). */
  forgetQuery(name: string, who: string | null): Promise<void>;
}
