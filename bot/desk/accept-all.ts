// Passes in which everything is accepted and landed, until there is nothing left.
import type { EnhancementRow, Outcome, PassOptions, PassReport, Selection } from '../../src/desk.ts';
import { MERGE_STEP } from '../../src/domain/conflict-copy.ts';
import type { TreeId } from '../../src/domain/ids.ts';
import { reason } from '../../src/domain/reason.ts';
import { keptOf, listRows } from '../index/enhancement-rows.ts';
import { endedReason } from '../land/gate-reasons.ts';
import { landAll, outcome } from '../land/land-all.ts';
import { reviewer } from '../record/authors.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { type OnProgress, pass } from './pass.ts';
import { aboutKept, say, verdictDesk } from './verdicts.ts';

export async function passAcceptingAll(
  show: Show,
  options: PassOptions,
  onProgress: OnProgress,
): Promise<PassReport> {
  const first = await pass(show, options, onProgress);
  const by = reviewer(show.settings(), null);
  const landed: Outcome[] = [];
  const proposed = [...first.proposed];
  const goesRound = roundsOf(show);
  // A landing can make another step due; the loop ends because steps are idempotent.
  for (;;) {
    const open = await listRows(show, chosen(options));
    const choices = open.filter(isChoice).map(({ id }) => id);
    if (choices.length > 0) await verdictDesk(show).reject({ ids: choices }, PRESENT_STAYS, null);
    const todo = open.filter((row) => !isChoice(row) && !landed.some((done) => done.id === row.id));
    if (todo.length === 0) return { ...first, proposed, landed };
    if (await goesRound()) {
      const left = todo.map((row) => outcome(row, 'refused', null, [endedReason(GOES_ROUND)]));
      return { ...first, proposed, landed: [...landed, ...left] };
    }
    onProgress({ phase: 'landing', done: landed.length, total: landed.length + todo.length, note: '' });
    for (const row of todo) {
      if (row.state !== 'proposed') continue;
      const saying = { kind: 'accept', ...aboutKept(show, await keptOf(show, row)) } as const;
      await show.exclusively(() => say(show, by, null, saying));
    }
    landed.push(...(await landAll(show, todo, by.name)));
    const next = await pass(show, options, onProgress);
    proposed.push(...next.proposed);
  }
}

/** Taking the other words of a conflict copy unread could take away what somebody mended since. */
const PRESENT_STAYS = 'of two wordings the present one stays';

function isChoice({ step, applicability }: Pick<EnhancementRow, 'step' | 'applicability'>): boolean {
  return step === MERGE_STEP && applicability === 'unsafe';
}

/** The same texts this often in one run: nothing gets any further. */
const MOST_VISITS = 4;

const GOES_ROUND = reason(
  'GOES_ROUND',
  'comes up again however often it lands; stopped here, please report it with the output of `show-build log`',
);

/** Tells, asked after every landing, whether the show keeps coming back to the same texts. */
function roundsOf({ repo }: Show): () => Promise<boolean> {
  const visits = new Map<TreeId, number>();
  return async () => {
    const main = await repo.ref(MAIN);
    if (main === null) return false;
    const { tree } = await repo.readCommit(main);
    visits.set(tree, (visits.get(tree) ?? 0) + 1);
    return (visits.get(tree) ?? 0) >= MOST_VISITS;
  };
}

function chosen({ episode, step }: { readonly episode?: string; readonly step?: string }): Selection {
  return { ...(episode === undefined ? {} : { episode }), ...(step === undefined ? {} : { step }) };
}
