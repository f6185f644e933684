// Records which landings and reverts have been passed to webhooks, in `webhooks-told.json` in the state folder. The
// next start passes on what happened just before a crash, and what landed while no service ran.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { DeskEvent } from '../../src/desk.ts';
import type { CommitId } from '../../src/domain/ids.ts';
import type { MainCommit } from '../../src/git/native.ts';
import type { Repo } from '../../src/git/repo.ts';
import { readPrivate, readShaped, writePrivate } from '../../src/private-file.ts';
import { gained } from '../record/landings.ts';
import { MAIN } from '../record/refs.ts';

/** Main, and the landings and reverts on it since a commit, oldest first; no events if that commit is not on main. */
export type HappenedSince = (commit: string | null) => Promise<{
  readonly main: string | null;
  readonly events: readonly DeskEvent[];
}>;

export interface ToldBook {
  /** Events not passed on yet. Call `now` when they have been; it records everything up to that main as passed on. */
  missed(): Promise<{ readonly events: readonly DeskEvent[]; readonly now: () => Promise<void> }>;
  note(event: DeskEvent): Promise<void>;
  /** Clears the record while there are no webhooks. */
  forget(): void;
}

const shape = z.object({ commit: z.string().nullable(), told: z.array(z.string()) });

/** Per run of the service; after a crash, any beyond this are passed on twice. */
const MOST_TOLD = 5000;

export function openToldBook(stateDir: string, happened: HappenedSince): ToldBook {
  const path = join(stateDir, 'webhooks-told.json');
  const kept = readShaped(readPrivate(path), shape);
  let commit = kept?.commit ?? null;
  let told = kept?.told ?? [];
  const write = () => writePrivate(path, JSON.stringify({ commit, told }));
  return {
    async missed() {
      const { main, events } = await happened(commit);
      const known = new Set(told);
      return {
        events: events.filter((event) => namesOf(event).some((name) => !known.has(name))),
        async now() {
          [commit, told] = [main, []];
          await write();
        },
      };
    },
    async note(event) {
      const names = namesOf(event);
      if (names.length === 0) return;
      commit ??= (await happened(null)).main;
      told = [...told, ...names].slice(-MOST_TOLD);
      await write();
    },
    forget() {
      [commit, told] = [null, []];
      rmSync(path, { force: true });
    },
  };
}

function namesOf({ kind, detail }: DeskEvent): readonly string[] {
  if ((kind !== 'landed' && kind !== 'reverted') || !Array.isArray(detail)) return [];
  return detail.map((id) => `${kind} ${id}`);
}

export function happenedOn(repo: Repo): HappenedSince {
  return async (commit) => {
    const main = await repo.ref(MAIN);
    if (main === null || commit === null || commit === main) return { main, events: [] };
    const since = await gained(repo, commit as CommitId, main).catch(() => []);
    if (since[0]?.parents[0] !== commit) return { main, events: [] };
    const named = (key: string, { trailers }: MainCommit) => trailers.get(key) ?? [];
    // Leave out landings and reverts that gave way to a person's edit at the moment of publishing.
    const undone = (key: string) => new Set(since.flatMap((one) => named(key, one)));
    const [noLanding, noRevert] = [undone('Undone'), undone('Revert-Undone')];
    const events = since.flatMap((one) => [
      ...named('Enhancement', one)
        .filter((id) => !noLanding.has(id))
        .map((id) => about('landed', id)),
      ...named('Reverts', one)
        .filter((id) => !noRevert.has(id))
        .map((id) => about('reverted', id)),
    ]);
    return { main, events };
  };
}

function about(kind: 'landed' | 'reverted', id: string): DeskEvent {
  return { kind, episode: null, detail: [id] };
}
