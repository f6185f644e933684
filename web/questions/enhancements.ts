// One enhancement, and verdicts on a whole selection.
import { idIn, selectionIn, whoIn, wordsIn } from '../schemas.ts';
import { detailShape, outcomesShape } from '../shapes/rows.ts';
import type { Questions } from './question.ts';

/** Summaries of the verdicts on one enhancement. */
export const VERDICTS = {
  accept: 'Accept, and land where nothing stands in the way',
  reject: 'Reject, for good',
  revert: 'Take back what has landed',
} as const;

const onMany = (verdict: keyof typeof VERDICTS) => ({
  tag: 'enhancements',
  summary: `${VERDICTS[verdict]}: a whole selection`,
  // A reason is accepted everywhere, but kept for rejections only.
  input: { selection: selectionIn, who: whoIn, why: wordsIn },
  output: outcomesShape,
});

export const enhancementQuestions: Questions<'show' | keyof typeof VERDICTS> = {
  show: { tag: 'enhancements', summary: 'All of one', input: { id: idIn }, output: detailShape },
  accept: onMany('accept'),
  reject: onMany('reject'),
  revert: onMany('revert'),
};
