// Finds, for each preflight finding, the open enhancement that mends it: applies each to the texts on main and looks
// which findings are gone then. Reads only.

import { splitLines } from '../../src/domain/align.ts';
import { applyEdits, fits } from '../../src/domain/edit.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import { infoPath } from '../../src/domain/episode.ts';
import { isExportPath } from '../../src/domain/export-file.ts';
import type { EpisodeId, TreePath } from '../../src/domain/ids.ts';
import { reworded } from '../../src/domain/part.ts';
import { standingLines } from '../../src/domain/standing-lines.ts';
import { transplant } from '../../src/domain/transplant.ts';
import type { Mend } from '../../src/exports/preflight/groups.ts';
import type { Finding } from '../../src/exports/preflight.ts';
import { baseTexts } from '../record/base-texts.ts';
import { contextOf, isAccepted, isOpen } from '../record/enhancement-state.ts';
import { wordsFor } from '../record/reviewer-words.ts';
import type { Show } from '../show/show.ts';

type Texts = ReadonlyMap<TreePath, string>;

interface Episode {
  readonly episode: EpisodeId;
  readonly open: readonly EnhancementRecord[];
  readonly files: Texts;
  readonly findings: readonly Finding[];
  /** Findings in these texts. */
  readonly findingsIn: (files: Texts) => readonly Finding[];
}

/**
 * One for each finding, in their order; the enhancement proposed first wins. Each is tried on its own files beside
 * info.md alone: the whole episode would take too long for every one. So findings between two files have none.
 */
export async function mendsOf(show: Show, of: Episode): Promise<readonly (Mend | null)[]> {
  const mends: (Mend | null)[] = of.findings.map(() => null);
  const info = infoPath(of.episode);
  const known = new Map<string, readonly Finding[]>();
  for (const kept of of.open) {
    const changed = await changedTexts(show, kept, of.files);
    // Each takes some milliseconds; requests are answered in between.
    await new Promise<void>((resume) => setImmediate(resume));
    if (changed.size === 0) continue;
    const paths = changed.has(info) ? [...of.files.keys()] : [info, ...changed.keys()];
    const texts = (from: Texts) =>
      new Map(paths.flatMap((path) => [[path, from.get(path) ?? of.files.get(path) ?? ''] as const]));
    const before = known.get(paths.join('\n')) ?? of.findingsIn(texts(of.files));
    known.set(paths.join('\n'), before);
    const { id, change } = kept.enhancement;
    for (const gone of goneFrom({ before, after: of.findingsIn(texts(changed)), files: of.files, changed })) {
      const i = of.findings.findIndex((one) => one.line === gone.line && wordsOf(one) === wordsOf(gone));
      if (i >= 0) mends[i] ??= { id, title: change.title, accepted: isAccepted(id, contextOf(show)) };
    }
  }
  return mends;
}

/** Open enhancements of the episode that edit what people write, and a key that changes whenever they do. */
export async function openEdits(
  show: Show,
  episode: EpisodeId,
): Promise<{ readonly open: readonly EnhancementRecord[]; readonly key: string }> {
  await show.history.advance();
  const past = contextOf(show);
  const open = [...(await show.kept.read(episode)).all.values()].filter(
    (kept) =>
      kept.stale === null &&
      isOpen(kept, past) &&
      kept.enhancement.change.files.some(({ kind, path }) => kind === 'edit' && !isExportPath(path)),
  );
  const key = open.map(({ enhancement: { id }, rendering }) => `${id} ${rendering?.commit}`).join();
  return { open, key: `${key} ${show.decisions.count()}` };
}

/** The files that it edits, as they would be once it has landed; empty if it has no place on them. */
async function changedTexts(show: Show, kept: EnhancementRecord, files: Texts): Promise<Texts> {
  const memory = show.decisions.memory();
  const named = (path: TreePath) => memory.names.path(path, kept.asOf);
  const change = {
    ...kept.enhancement.change,
    files: kept.enhancement.change.files.map((file) => ({ ...file, path: named(file.path) })),
  };
  const at = await baseTexts(show.repo, kept, named);
  const final = reworded(change, at, wordsFor(memory, kept.enhancement.id)?.words ?? []);
  const moved = final && transplant(final, at, (path) => files.get(path) ?? null);
  const texts = new Map<TreePath, string>();
  for (const file of moved?.ok ? moved.change.files : []) {
    const text = texts.get(file.path) ?? files.get(file.path);
    if (file.kind === 'edit' && text !== undefined && fits(text, file.edits))
      texts.set(file.path, applyEdits(text, file.edits));
  }
  return texts;
}

interface Tried {
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
  readonly files: Texts;
  readonly changed: Texts;
}

/** One that only reads otherwise now is not gone. */
function goneFrom({ before, after, files, changed }: Tried): readonly Finding[] {
  const isFewer = (one: Finding, keyOf: (one: Finding) => string) => {
    const many = (all: readonly Finding[]) => all.filter((each) => keyOf(each) === keyOf(one)).length;
    return many(after) < many(before);
  };
  return before.filter((finding) => {
    if (!isFewer(finding, kindOf) || !isFewer(finding, wordsOf)) return false;
    const left = after.filter((one) => wordsOf(one) === wordsOf(finding));
    return left.length === 0 || isGone(finding, left, files, changed);
  });
}

function isGone({ path, line }: Finding, left: readonly Finding[], files: Texts, changed: Texts): boolean {
  const [was, is] = [files.get(path as TreePath), changed.get(path as TreePath)];
  if (line === null || was === undefined || is === undefined) return false;
  const lines = splitLines(was);
  const start = lines.start[line - 1] ?? 0;
  const now = standingLines(was, { start, end: start + (lines.text[line - 1]?.length ?? 0) }, is);
  if (now === null) return false;
  const first = splitLines(is.slice(0, now.start)).text.length;
  const last = now.isGone ? first - 1 : first + splitLines(now.text).text.length - 1;
  return !left.some((one) => one.line !== null && one.line >= first && one.line <= last);
}

function kindOf({ code, path }: Finding): string {
  return `${code} ${path}`;
}

function wordsOf({ code, path, message }: Finding): string {
  return `${code} ${path} ${message}`;
}
