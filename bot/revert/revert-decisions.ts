// Records reverts as decisions, so that what was reverted is not proposed again. Main holds the revert first; after a
// crash this catches up.
import type { Who } from '../../src/domain/decision.ts';
import { parseTrailers } from '../../src/domain/trailers.ts';
import { revertDecision } from '../record/decisions.ts';
import type { Show } from '../show/show.ts';

export async function recordReverts(show: Show): Promise<void> {
  const { verdicts } = show.decisions.memory();
  const unsaid = [...show.history.ids()].filter(
    ([id, { undone }]) => undone?.kind === 'reverted' && verdicts.get(id)?.kind !== 'revert',
  );
  if (unsaid.length === 0) return;
  for (const episode of await show.kept.episodes()) {
    const { all } = await show.kept.read(episode);
    for (const [id, { undone }] of unsaid) {
      const kept = all.get(id);
      if (!kept || !undone) continue;
      const { message } = await show.repo.readCommit(undone.commit);
      const name = parseTrailers(message).get('Reverted-By')?.[0] ?? '';
      await show.decisions.add(revertDecision(show, kept, { by: personOf(show, name) }));
    }
  }
}

/** The commit's trailer holds only the name; the email address comes from the settings. */
function personOf(show: Show, name: string): Who {
  const known = Object.values(show.settings().people).find((person) => person.name === name);
  return known ? { name: known.name, email: known.email } : { name, email: 'operator@show-build.local' };
}
