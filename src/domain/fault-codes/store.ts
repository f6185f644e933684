// Codes of Faults in the database, in search, and in SQL queries.
import type { FaultTable } from './fault-facts.ts';

export const STORE_FAULTS = {
  NOTHING_ASKED: { kind: 'usage', means: 'The search names nothing to look for.' },
  NO_DATABASE: { kind: 'configuration', means: 'There is no database, which search and SQL need.' },
  NO_QUERY: { kind: 'usage', means: 'No query is saved under this name.' },
  QUERIES_BUSY: { kind: 'refused', means: 'Too many SQL queries are being answered; ask again in a moment.' },
  QUERY_BROKE_OFF: { kind: 'refused', means: 'The SQL query could not be run.' },
  QUERY_NAME: { kind: 'usage', means: 'The name for a saved query is empty, too long or not one line.' },
  QUERY_TAKEN: { kind: 'refused', means: 'The name for a saved query is taken.' },
  QUERY_TEXT: { kind: 'usage', means: 'The SQL of a saved query is empty or too long.' },
  QUERY_TOO_LARGE: { kind: 'refused', means: 'The SQL query makes values that take too much memory.' },
  QUERY_TOO_LONG: { kind: 'refused', means: 'The SQL query took too long and was stopped.' },
  STORE_BUSY: { kind: 'transient', means: 'Another program is using the database.' },
  STORE_CORRUPT: { kind: 'configuration', means: 'The database is damaged.' },
  STORE_FULL: { kind: 'configuration', means: 'No room is left for the database.' },
  STORE_NEWER: { kind: 'configuration', means: 'A newer version of the program made the database.' },
  STORE_QUERY: { kind: 'bug', means: 'The program put a wrong query to the database.' },
  STORE_QUERY_WRONG: { kind: 'usage', means: 'The database does not understand the SQL, or refuses it.' },
  STORE_READ_ONLY: { kind: 'usage', means: 'SQL may only read here.' },
  STORE_UNAVAILABLE: { kind: 'configuration', means: 'The database driver can not be loaded.' },
  STORE_UNREADABLE: { kind: 'configuration', means: 'The database file can not be read or written.' },
} as const satisfies FaultTable;
