// Where a text comes from, and who made a conflict copy.
import { blobIdOf } from './blob.ts';
import type { GitWords } from './git-words.ts';
import type { Copy, Journal, Save } from './journal.ts';

export interface Makings {
  /** Null: a person's, or of the beginning. Else when it came to main, and the person's text that it was made on. */
  ofProgram(path: string, blob: string): ProgramText | null;
  /** The way of this path on main, a line each. */
  onMain(path: string): readonly { readonly atMs: number; readonly what: string }[];
}

interface ProgramText {
  /** When it stood on the server, or on main. */
  readonly atMs: number;
  readonly base: string | null;
}

/** A content that neither a person wrote nor was there before is the program's. */
export function makings(journal: Journal, git: GitWords): Makings {
  const isPersons = (path: string, blob: string) =>
    journal.savedAs(path, blob) !== null || journal.isSeed(path, blob);
  const steps = new Map<string, { readonly before: string | null; readonly atMs: number }>();
  for (const { path, before, after, atMs } of git.steps)
    if (after !== null && !steps.has(`${after} ${path}`)) steps.set(`${after} ${path}`, { before, atMs });
  return {
    onMain: (path) =>
      git.steps.flatMap(({ path: of, atMs, after, subject }) =>
        of === path ? [{ atMs, what: `main has ${after?.slice(0, 8) ?? 'nothing'}: ${subject}` }] : [],
      ),
    ofProgram(path, blob) {
      if (isPersons(path, blob)) return null;
      const atMs = steps.get(`${blob} ${path}`)?.atMs ?? 0;
      const passed = new Set<string>();
      let base: string | null = blob;
      while (base !== null && !isPersons(path, base) && !passed.has(base)) {
        passed.add(base);
        base = steps.get(`${base} ${path}`)?.before ?? null;
      }
      return { atMs, base: base !== null && isPersons(path, base) ? base : null };
    },
  };
}

// ---- copies ----

type Cause =
  /** With nothing but the program's text on the other side, on machines that were connected. */
  | { readonly kind: 'landing'; readonly how: string }
  /** The same, but the person had come back to the file so short a time before that no other machine could know. */
  | { readonly kind: 'unforeseen' }
  /** A machine was away. */
  | { readonly kind: 'away' }
  /** Two persons wrote without having seen each other's text. */
  | { readonly kind: 'people' };

export function causeOf(copy: Copy, journal: Journal, made: Makings): Cause {
  const winner = copy.winner === null ? null : blobIdOf(copy.winner);
  const sides = [copy.blob, ...(winner === null ? [] : [winner])];
  const programs = sides.flatMap((blob) => {
    const text = made.ofProgram(copy.of, blob);
    return text === null ? [] : [{ ...text, blob }];
  });
  const saves = sides.flatMap((blob) => journal.savedAs(copy.of, blob) ?? []);
  const [text] = programs;
  if (text === undefined) return { kind: 'people' };
  const nodes = saves.length > 0 ? saves.map(({ node }) => node) : [copy.node];
  const fromMs = Math.min(text.atMs, ...saves.map(({ atMs }) => atMs));
  if (nodes.some((node) => journal.wasAway(node, fromMs, copy.atMs))) return { kind: 'away' };
  const [save] = saves;
  if (save !== undefined && !hadBefore(journal, save, text.base)) return { kind: 'people' };
  if (save !== undefined && isJustBack(journal, save, text.atMs)) return { kind: 'unforeseen' };
  const whose = save === undefined ? 'two texts of the program' : `${save.person} on ${save.node}`;
  return { kind: 'landing', how: `${whose} at ${clock(copy.atMs)}, against ${text.blob.slice(0, 8)}` };
}

/** Syncthing's watch reports a file that is written again and again after a minute at the latest. */
const WATCH_MS = 65_000;
/** Longer than between two saves of a person who types. */
const REST_MS = 20_000;

function isJustBack({ saves }: Journal, { person, path, atMs }: Save, landedMs: number): boolean {
  let sinceMs = atMs;
  for (const save of saves.toReversed())
    if (save.person === person && save.path === path && save.atMs < sinceMs && sinceMs - save.atMs < REST_MS)
      sinceMs = save.atMs;
  return sinceMs > landedMs - WATCH_MS;
}

/** The text had come to that person's machine, or was written there, before the person saved: only what was made on it
 *  since can stand against theirs. */
function hadBefore(journal: Journal, { node, path, atMs }: Save, base: string | null): boolean {
  if (base === null) return false;
  if (journal.isSeed(path, base)) return true;
  const isIt = (one: { node: string; path: string; blob: string | null; atMs: number }) =>
    one.node === node && one.path === path && one.blob === base && one.atMs <= atMs;
  return journal.sights.some(isIt) || journal.saves.some(isIt);
}

// ---- for people ----

const STORY_MS = 100_000;

/** All that happened to a path in the time before, a line each. */
export function story(journal: Journal, made: Makings, path: string, untilMs: number): string {
  // Git's times are whole seconds.
  const isNear = ({ atMs }: { atMs: number }) => atMs <= untilMs + 1_000 && atMs > untilMs - STORY_MS;
  const isOf = (one: { path: string; atMs: number }) => one.path === path && isNear(one);
  const saved = journal.saves.filter(isOf).map(({ atMs, person, node, blob }) => {
    return { atMs, what: `${person} saves ${blob.slice(0, 8)} on ${node}` };
  });
  const seen = journal.sights.filter(isOf).map(({ atMs, node, blob }) => {
    const whose = blob !== null && made.ofProgram(path, blob) !== null ? ' (the program’s)' : '';
    return { atMs, what: `${node} has ${blob?.slice(0, 8) ?? 'nothing'}${whose}` };
  });
  const all = [...made.onMain(path).filter(isNear), ...saved, ...seen].sort((a, b) => a.atMs - b.atMs);
  return all.map(({ atMs, what }) => `\n    ${clock(atMs)} ${what}`).join('');
}

export function clock(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 19);
}
