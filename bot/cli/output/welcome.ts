// Text that `start` prints when it is ready: the address, what is open, and what to try next.
import type { EnhancementRow, Status } from '../../../src/desk.ts';
import { commandLine } from '../../../src/wording/command.ts';
import type { Look } from './list.ts';
import { line } from './text.ts';
import { count } from './times.ts';

export interface Welcome {
  readonly status: Status;
  readonly open: readonly EnhancementRow[];
  readonly url: string;
  readonly place: readonly string[];
  readonly newToken: string | null;
}

export function welcomeText({ status, open, url, place, newToken }: Welcome, { paint }: Look): string {
  const tries = triesFor(open).map((words) => `  ${commandLine([...words, ...place])}`);
  return [
    '',
    `${paint('bold', line(status.show))} is open at ${paint('bold', url)}`,
    `  the show   ${line(status.tree)}`,
    `  its state  ${line(status.state)}`,
    ...(newToken === null
      ? []
      : [`  the token  ${newToken} (for other machines; told only now, and kept as a hash)`]),
    '',
    proposedSentence(status, open),
    ...status.notices.map((notice) => paint('yellow', line(notice))),
    '',
    'Try next, in another terminal:',
    ...tries,
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}

function proposedSentence({ auto, counts }: Status, open: readonly EnhancementRow[]): string {
  const episodes = new Set(open.map(({ episode }) => episode)).size;
  const steps = new Map<string, number>();
  for (const { step } of open) steps.set(step, (steps.get(step) ?? 0) + 1);
  const by = [...steps].map(([step, n]) => `${n} ${line(step)}`).join(', ');
  const what =
    open.length === 0
      ? 'Nothing is open'
      : `${count(open.length, 'enhancement')} proposed in ${count(episodes, 'episode')} (${by})`;
  const landed = counts.landed === 0 ? 'nothing has landed' : `${counts.landed} landed`;
  return `${what}; ${landed}.${auto === true ? '' : ' Nothing lands by itself.'}`;
}

function triesFor(open: readonly EnhancementRow[]): readonly (readonly string[])[] {
  const [first] = open;
  if (first === undefined) return [['status'], ['log']];
  return [
    ['list'],
    ['diff', first.id],
    ['accept', first.id],
    ['revert', first.id],
    ['accept', '--episode', first.episode],
  ];
}
