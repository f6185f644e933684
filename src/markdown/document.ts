// Parses a rundown file or an `info.md` into positions: head, body, script, cues. Each part is computed on first
// access. Never throws on any text, changes nothing, and never serialises what it parsed.
import type { Cue, Span } from '../domain/cue.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import { nameOf, type TreePath } from '../domain/ids.ts';
import { isItemName, readOrder } from '../domain/segment.ts';
import { isInside } from './code.ts';
import { readOut } from './content.ts';
import { readCues } from './cues.ts';
import { codeDiagnostic, cueDiagnostic, headDiagnostic, textDiagnostic } from './diagnostics.ts';
import { type HeadEntry, scanHead } from './head.ts';
import { checkHead } from './head-check.ts';
import { headValue } from './head-value.ts';
import { lazy } from './lazy.ts';
import { eolOf, lineCounter } from './lines.ts';
import { findMarkers } from './markers.ts';
import { sectionsOf } from './sections.ts';
import type { Doubt } from './silent/doubt.ts';
import { type SilentSpan, silenceOf } from './silent.ts';
import { merged } from './spans.ts';
import { spokenText } from './spoken.ts';
import { textProblems } from './text-problems.ts';

export type { HeadEntry } from './head.ts';

/** present: may be edited. unclosed: no closing `---`. malformed: not plain `key: value` YAML; read but never
 *  edited. */
export type HeadState = 'present' | 'absent' | 'unclosed' | 'malformed';

export interface Head {
  readonly state: HeadState;
  /** Includes both delimiter lines; empty if there is no head. */
  readonly span: Span;
  /** Start of the closing delimiter's line; null if there is none. */
  readonly closeAt: number | null;
  readonly entries: readonly HeadEntry[];
}

interface HeadedDocument {
  readonly path: TreePath;
  readonly text: string;
  readonly head: Head;
  /** Everything after the head. */
  readonly body: Span;
  /** The line ending that the file uses. */
  readonly eol: string;
  /** Value of a head key (case-insensitive), spelled as in the file (`0236`) without quotes. Null if the key is
   *  absent, has no value, or is `null` or `~`. */
  value(key: string): string | null;
  /** 1-based line of an offset. */
  lineAt(offset: number): number;
  readonly type: string | null;
  readonly title: string | null;
  readonly slug: string | null;
  readonly status: string | null;
  readonly description: string | null;
  /** As spelled; see `domain/duration.ts`. */
  readonly duration: string | null;
  readonly airdate: string | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Memoises a result that depends only on this text and on `from`, for the lifetime of the document. Entries of
   *  `from` are compared by identity. */
  once<T>(name: string, from: readonly unknown[], compute: () => T): T;
}

export interface SegmentDocument extends HeadedDocument {
  readonly kind: 'segment';
  readonly id: string | null;
  readonly assetId: string | null;
  /** Parsed as a decimal number: `010` and `"10"` are 10. */
  readonly order: number | null;
  /** The part that is read out: the `## Script` sections, or the body without `## Notes` and `## Description` if
   *  there are none. */
  readonly script: readonly Span[];
  /** In file order. Silent text that looks like a cue is excluded. */
  readonly cues: readonly Cue[];
  /** Spans of the body that are not content: comments, struck-out words, code, footnotes. By start; one may lie in
   *  another. */
  readonly silent: readonly SilentSpan[];
  /** The same, in file order and without overlap. */
  readonly silence: readonly Span[];
  /** Places where it is unclear which words are content; the bot changes nothing there. */
  readonly doubts: readonly Doubt[];
  /** Only the words that are read out, without cues, tokens, HTML, Markdown, headings and speaker names. */
  readonly spokenText: string;
  /** False for notes, compiled files and conflict copies in the items' folder. */
  readonly isItem: boolean;
}

export interface InfoDocument extends HeadedDocument {
  readonly kind: 'info';
  /** As spelled: `0236`. */
  readonly episodeNumber: string | null;
  readonly subtitle: string | null;
  readonly totalRuntime: string | null;
}

/** By the file's name: an `info.md`, else a segment. */
export function parseDocument(path: TreePath, text: string): SegmentDocument | InfoDocument {
  return nameOf(path) === 'info.md' ? parseInfo(path, text) : parseSegment(path, text);
}

export function parseInfo(path: TreePath, text: string): InfoDocument {
  const headed = readHeaded(path, text);
  return withLazy(headed, 'info', {
    ...headed.parts,
    diagnostics: headed.diagnostics,
    episodeNumber: () => headed.value('episode_number'),
    subtitle: () => headed.value('subtitle'),
    totalRuntime: () => headed.value('total_runtime'),
  });
}

export function parseSegment(path: TreePath, text: string): SegmentDocument {
  const headed = readHeaded(path, text);
  const { body, lineAt } = headed;
  const markers = lazy(() => findMarkers(text, body, lineAt(body.start)));
  const found = lazy(() => silenceOf(text, body, markers()));
  const silence = lazy(() => merged(found().spans));
  const cues = lazy(() => readCues(text, body, markers(), silence));
  const cueSpans = lazy(() => cues().cues.map((cue) => cue.span));
  const sections = lazy(() => {
    const comments = found().spans.filter(({ kind }) => kind === 'comment');
    const isText = (offset: number) => !isInside(silence(), offset) && !isInside(cueSpans(), offset);
    return sectionsOf(text, body, isText, comments);
  });
  const script = () => sections().script;
  const problems = lazy(() =>
    textProblems({
      text,
      silence: headed.withSecond(silence()),
      doubts: found().doubts.filter((doubt) => !headed.isInConflict(doubt)),
      cues: cues().cues,
      sections: sections(),
    }),
  );
  return withLazy(headed, 'segment', {
    ...headed.parts,
    diagnostics: () => [
      ...headed.diagnostics(),
      ...(found().rough ? [codeDiagnostic(path)] : []),
      ...cues().problems.map((problem) => cueDiagnostic(path, problem)),
      ...problems().map(({ code, start }) => textDiagnostic(path, code, lineAt(start))),
    ],
    id: () => headed.value('id'),
    assetId: () => headed.value('assetid') ?? headed.value('asset_id'),
    order: () => readOrder(headed.value('order')),
    script,
    cues: () => cues().cues,
    silent: () => found().spans,
    silence,
    doubts: () => found().doubts,
    spokenText: () =>
      spokenText(readOut({ text, script: script(), silent: found().spans, cues: cues().cues })),
    isItem: () => isItemName(nameOf(path)),
  });
}

function readHeaded(path: TreePath, text: string) {
  const scan = lazy(() => scanHead(text));
  const problem = lazy(() => (scan().found === 'absent' ? null : checkHead(text, scan())));
  const lines = lazy(() => lineCounter(text));
  const lineAt = (offset: number): number => lines()(offset);
  const value = (key: string): string | null => {
    const entry = scan().entries.find((each) => each.name === key.toLowerCase());
    return entry === undefined ? null : headValue(text, entry);
  };
  const head = (): Head => ({
    state: stateOf(scan().found, problem() !== null),
    span: scan().span,
    closeAt: scan().close?.start ?? null,
    entries: scan().entries,
  });
  return {
    fixed: { path, text, value, lineAt, once: remembering() },
    value,
    lineAt,
    body: { start: scan().span.end, end: text.length },
    diagnostics: (): readonly Diagnostic[] => headDiagnostic(path, problem(), lineAt),
    /** Together with a second head, which is no text either. */
    withSecond: (spans: readonly Span[]): readonly Span[] => {
      const { second } = scan();
      return second === null ? spans : merged([...spans, second]);
    },
    /** True for the rest of a conflict that begins in the head and is told there. */
    isInConflict: ({ code, start }: Doubt): boolean =>
      code === 'CONFLICT_MARKS' && text.charAt(start) === '>' && problem()?.code === 'HEAD_CONFLICT',
    parts: {
      head,
      body: () => ({ start: scan().span.end, end: text.length }),
      eol: () => eolOf(text),
      type: () => value('type'),
      title: () => value('title'),
      slug: () => value('slug'),
      status: () => value('status'),
      description: () => value('description'),
      duration: () => value('duration'),
      airdate: () => value('airdate'),
    },
  };
}

function stateOf(found: 'absent' | 'unclosed' | 'closed', wrong: boolean): HeadState {
  if (found !== 'closed') return found;
  return wrong ? 'malformed' : 'present';
}

/** Two results per name: callers compute with all items of an episode and with only those on air. */
const MOST_ANSWERS = 2;

function remembering(): SegmentDocument['once'] {
  const known = new Map<string, readonly { readonly from: readonly unknown[]; readonly answer: unknown }[]>();
  return <T>(name: string, from: readonly unknown[], compute: () => T): T => {
    const answers = known.get(name) ?? [];
    const isSame = (other: readonly unknown[]) =>
      other === from || (other.length === from.length && other.every((part, i) => Object.is(part, from[i])));
    const found = answers.find((one) => isSame(one.from));
    if (found) return found.answer as T;
    const answer = compute();
    known.set(name, [{ from, answer }, ...answers].slice(0, MOST_ANSWERS));
    return answer;
  };
}

type Fixed = 'path' | 'text' | 'value' | 'lineAt' | 'kind' | 'once';

/** Adds the remaining properties as getters that compute on first access. */
function withLazy<D extends SegmentDocument | InfoDocument>(
  headed: { readonly fixed: Pick<D, 'path' | 'text' | 'value' | 'lineAt' | 'once'> },
  kind: D['kind'],
  parts: { readonly [K in Exclude<keyof D, Fixed>]: () => D[K] },
): D {
  const document = { ...headed.fixed, kind };
  for (const [name, compute] of Object.entries<() => unknown>(parts)) {
    Object.defineProperty(document, name, { enumerable: true, get: lazy(compute) });
  }
  return document as unknown as D;
}
