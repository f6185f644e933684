// Whose edit is it? By the settings' people; where nobody can tell, a name that says so, never a guess.

import type { Settings } from '../../src/config.ts';
import type { Who } from '../../src/domain/decision.ts';

const SOMEBODY: Who = { name: 'Somebody', email: 'somebody@show-build.local' };

/** The only person of a show; with several, and no word from Syncthing, somebody. */
export function authorOf({ people }: Settings): Who {
  const [only, another] = Object.values(people);
  return only && !another ? { name: only.name, email: only.email } : SOMEBODY;
}

/** Whoever types a command: `--as`, else the only person, else the operator. */
export function reviewer(settings: Settings, key: string | null): Who {
  const named = key === null ? null : settings.people[key];
  if (named) return { name: named.name, email: named.email };
  const author = authorOf(settings);
  return author === SOMEBODY ? { name: 'Operator', email: 'operator@show-build.local' } : author;
}
