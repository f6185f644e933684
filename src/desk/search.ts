// Finding things across all episodes, by words and by what the field calls them; and people's own questions in SQL.

/** All given parts must hold; at least one is. */
export interface SearchFilter {
  readonly words?: string;
  /** Only these kinds. */
  readonly kind?: FoundKind;
  /** `SOT`, `FSQ`, … */
  readonly cueType?: string;
  /** Part of an asset's name, path or id. */
  readonly asset?: string;
  /** Words of a quote, or of who said it. */
  readonly quote?: string;
  /** A name: who speaks, is quoted, or is named in a cue. */
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
  readonly hits: readonly SearchHit[];
  /** There was more than `limit`. */
  readonly cut: boolean;
  readonly tookMs: number;
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
  /** Rejects with NO_DATABASE (configuration) where there is none. */
  search(filter: SearchFilter): Promise<SearchAnswer>;
  /** Read-only SQL, at most 10 seconds and 10,000 rows. */
  query(sql: string, limit: number | null): Promise<QueryAnswer>;
  savedQueries(): Promise<readonly SavedQuery[]>;
  saveQuery(name: string, sql: string, who: string | null): Promise<void>;
  forgetQuery(name: string, who: string | null): Promise<void>;
}
