// Chooses the author of an edit from the people in the settings. Falls back to a neutral name; never guesses.

import type { Settings } from '../../src/config.ts';
import type { Who } from '../../src/domain/decision.ts';
import { type ShortDeviceId, shortDeviceId } from '../../src/domain/ids.ts';
import { oneLine } from '../../src/domain/one-line.ts';

const SOMEBODY: Who = { name: 'Somebody', email: 'somebody@show-build.local' };

/** The show's only person, or “Somebody” if there are several or none. */
export function authorOf({ people }: Settings): Who {
  const [only, another] = Object.values(people);
  return only && !another ? { name: only.name, email: only.email } : SOMEBODY;
}

/** Everybody whose device this is. */
export function peopleOn({ people }: Settings, device: ShortDeviceId): readonly Who[] {
  return Object.values(people)
    .filter((one) => one.device !== null && shortDeviceId(one.device) === device)
    .map(({ name, email }) => ({ name, email }));
}

/** The person whose device this is; null if the settings name none. */
export function personOn(settings: Settings, device: ShortDeviceId): Who | null {
  return peopleOn(settings, device)[0] ?? null;
}

/** For a device that the settings give to nobody; `name`: as Syncthing has it. */
export function somebodyOn(device: ShortDeviceId, name: string | null): Who {
  const where = oneLine((name ?? device).replace(/[<>]/g, ' '), MOST_DEVICE_NAME);
  return { name: `Somebody on ${where}`, email: `${device.toLowerCase()}@device.show-build.local` };
}

const MOST_DEVICE_NAME = 40;

/** Person who runs a command: the one named by `--as`, else the show's only person, else the operator. */
export function reviewer(settings: Settings, key: string | null): Who {
  const named = key === null ? null : settings.people[key];
  if (named) return { name: named.name, email: named.email };
  const author = authorOf(settings);
  return author === SOMEBODY ? { name: 'Operator', email: 'operator@show-build.local' } : author;
}
