// That something was reverted is a commit on main first, and then a decision, so that it is not proposed again. What a
// killed program did not come to say is said here.
import { fieldsOf } from '../../src/domain/change.ts';
import type { Decision, Who } from '../../src/domain/decision.ts';
import type { Enhancement } from '../../src/domain/enhancement.ts';
import { parseTrailers } from '../../src/domain/trailers.ts';
import { keptEpisodes } from '../index/enhancement-rows.ts';
import type { Show } from '../show/show.ts';

export function revertDecision(
  show: Show,
  { id, episode, step, subject, input, change }: Enhancement,
  { by, why = null, fields = fieldsOf(change) }: { by: Who; why?: string | null; fields?: readonly string[] },
): Decision {
  const now = show.decisions.memory().renames.get(subject) ?? subject;
  const saying = { kind: 'revert', id, episode, step, subject: now, input, fields } as const;
  return { atMs: show.nowMs(), by, why, saying };
}

export async function noteReverts(show: Show): Promise<void> {
  const { verdicts } = show.decisions.memory();
  const unsaid = [...show.history.ids()].filter(
    ([id, { undone }]) => undone?.kind === 'reverted' && verdicts.get(id)?.kind !== 'revert',
  );
  if (unsaid.length === 0) return;
  for (const episode of await keptEpisodes(show)) {
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
