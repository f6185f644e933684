// The whole desk of an open show: that of bot/desk, and the care of its state folder.
import type { CareDesk } from '../../src/desk/care.ts';
import type { Desk } from '../../src/desk.ts';
import { openDesk } from '../desk/desk.ts';
import type { Show } from '../show/show.ts';
import { maintain } from './maintain.ts';

export function wholeDesk(show: Show): Desk {
  const care: CareDesk = { maintain: (dryRun) => maintain(show, dryRun) };
  return { ...openDesk(show), ...care };
}
