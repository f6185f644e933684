// Asks a step for another answer. Refuses where nobody would hear it: rules give the same answer for ever. A rejected or
// reverted change may always be asked for again, which lets it be proposed once more.
import type { Desk, EnhancementDetail } from '../../src/desk.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import { reason } from '../../src/domain/reason.ts';
import { findRow, keptOf } from '../index/enhancement-rows.ts';
import { recordSnapshot } from '../index/record.ts';
import { redoOf } from '../index/rolls.ts';
import { endedReason } from '../land/gate-reasons.ts';
import { outcome } from '../land/land-all.ts';
import { reviewer } from '../record/authors.ts';
import type { Show } from '../show/show.ts';
import { snapshot } from '../snapshot/snapshot.ts';
import { pass } from './pass.ts';
import { aboutKept, say } from './verdicts.ts';

export function redoDesk(show: Show): Pick<Desk, 'redo'> {
  return {
    async redo(id, remark, who) {
      const row = await findRow(show, id);
      // Also a refusal is about the text as it stands.
      recordSnapshot(show, await show.exclusively(() => snapshot(show)));
      const kept = await keptOf(show, row);
      const deaf = whyDeaf(show, kept, redoOf(show, kept), remark);
      if (deaf !== null) return outcome(row, 'refused', null, [endedReason(deaf)]);
      const by = reviewer(show.settings(), who);
      await show.exclusively(async () =>
        say(show, by, null, { kind: 'redo', remark, ...aboutKept(show, await keptOf(show, row)) }),
      );
      const { jobs, proposed } = await pass(show, { episode: row.episode, step: row.step }, () => {});
      const isAsked = row.state !== 'landed' || jobs + proposed.length > 0;
      if (!isAsked) return outcome(row, 'refused', null, [endedReason(NOT_ASKED)]);
      return outcome(await findRow(show, id), 'asked-again');
    },
  };
}

function whyDeaf(
  { steps }: Show,
  { enhancement: { step } }: EnhancementRecord,
  redo: EnhancementDetail['redo'],
  remark: string | null,
) {
  if (redo === 'ask' || (redo === 'propose' && remark === null)) return null;
  const asksModel = steps.find(({ id }) => id === step)?.tools.includes('language') ?? false;
  const why = asksModel
    ? 'no language model is set up, so nobody would hear this'
    : 'rules made this, and they always give the same answer';
  const next =
    redo === 'propose' ? 'ask without a remark to have it proposed again' : 'word it yourself, or reject it';
  return reason('NOBODY_HEARS', `${why}; ${next}`);
}

const NOT_ASKED = reason(
  'NOT_ASKED',
  'what stands there now is a person’s, or nothing that this step makes anew',
  'the step needs nothing on this subject',
);
