// Finding things across all episodes, by words and by what the field calls them; and people's own questions in SQL.

/** All given parts must hold; at least one is. Words may be given by their beginnings. */
export interface SearchFilter {
  readonly words?: string;
  /** Only these kinds. */
  readonly kind?: FoundKind;
  /** `SOT`, `FSQ`, … Only cues are of a type; what their segment says finds them too. */
  readonly cueType?: string;
  /** Part of an asset's name, path or id. */
  readonly asset?: string;
  /** Words of a quote, or of who said it. */
  readonly quote?: string;
  /** A name: who speaks, is a guest, is quoted, or is named in a script or a cue. */
  readonly person?: string;
  readonly episode?: string;
  /** 50 unless said. */
  readonly limit?: number;
}

export type FoundKind = 'segment' | 'cue' | 'quote' | 'asset';

export interface SearchHit {
  readonly kind: FoundKind;
  readonly episode: string;
  readonly path: string;
  /** 1-based; null where it is about the whole file. */
  readonly line: number | null;
  readonly title: string | null;
  readonly slug: string | null;
  readonly cueType: string | null;
  readonly media: string | null;
  readonly durationMs: number | null;
  /** Where it stands, in pieces: those that match are hits. */
  readonly excerpt: readonly { readonly text: string; readonly hit: boolean }[];
}

export interface SearchAnswer {
  /** By kind: segments, cues, quotes, assets. */
  readonly hits: readonly SearchHit[];
  /** There was more than `limit`. */
  readonly cut: boolean;
  readonly tookMs: number;
  /** Episodes that have been read for search, of all there are; in a new show it takes a while. */
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
  /** Who saved it; null for those that the program brings along. */
  readonly by: string | null;
}

export interface SearchDesk {
  /** Rejects with NO_DATABASE (configuration) where there is none, NOTHING_ASKED (usage) where no part is
   *  given, NOTHING_YET (refused) before the show was first looked at. */
  search(filter: SearchFilter): Promise<SearchAnswer>;
  /** Read-only SQL, at most 10 seconds and 10,000 rows. Rejects with STORE_QUERY_WRONG, STORE_READ_ONLY (usage),
   *  QUERY_TOO_LONG, QUERIES_BUSY, NOTHING_YET (refused), NO_DATABASE (configuration). */
  query(sql: string, limit: number | null): Promise<QueryAnswer>;
  /** Those that the program brings along first; then by name. */
  savedQueries(): Promise<readonly SavedQuery[]>;
  /** Takes the place of the same person's query of that name. Rejects with QUERY_NAME (usage), QUERY_TAKEN (refused),
   *  and what SQL that is not understood rejects with. */
  saveQuery(name: string, sql: string, who: string | null): Promise<void>;
  /** Rejects with NO_QUERY (usage), QUERY_TAKEN (refused). */
  forgetQuery(name: string, who: string | null): Promise<void>;
}
