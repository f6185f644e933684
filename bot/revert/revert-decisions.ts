// That something was reverted is a commit on main first, and then a decision, so that it is not proposed again. What a
// killed program did not come to say is said here.
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
      await show.decisions.add(revertDecision(show, kept.enhancement, { by: personOf(show, name) }));
    }
  }
}

/** A landing's trailers name people, and only the settings know more of them. */
function personOf(show: Show, name: string): Who {
  const known = Object.values(show.settings().people).find((person) => person.name === name);
  return known ? { name: known.name, email: known.email } : { name, email: 'operator@show-build.local' };
}
