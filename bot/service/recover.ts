// Finishes or undoes work interrupted by a crash, before anything reads the tree: staged bytes that may be a person's,
// a landing on main that is not in the files yet, a revert without its decision.

import { Fault } from '../../src/errors.ts';
import { type Publication, publish } from '../publish/publish.ts';
import { keepLeftovers } from '../publish/staging-leftovers.ts';
import { MAIN, PUBLISHED } from '../record/refs.ts';
import { recordRestores } from '../revert/restore-decisions.ts';
import { recordReverts } from '../revert/revert-decisions.ts';
import type { Show } from '../show/show.ts';

export async function recover(show: Show): Promise<void> {
  const left = await keepLeftovers(show);
  const publication = await publish(show, { takenOut: left.takenOut }).catch((error: unknown) =>
    takenBack(show, error),
  );
  await left.drop();
  await show.history.advance();
  await recordReverts(show);
  await recordRestores(show);
  if (publication.paths.length === 0) return;
  const what = publication.kind === 'published' ? 'finished' : 'took back';
  show.log.info(`${what} a landing that was interrupted (${publication.paths.join(', ')})`);
}

/** Tolerates a disk failure if main equals the published commit again: the landing was undone and can wait. */
async function takenBack({ repo, log }: Show, error: unknown): Promise<Publication> {
  if (!(error instanceof Fault) || (await repo.ref(MAIN)) !== (await repo.ref(PUBLISHED))) throw error;
  log.warn(error.message);
  return { kind: 'published', paths: [] };
}
