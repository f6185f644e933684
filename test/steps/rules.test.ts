// What the two rule steps tell the planner: what a decision hangs on, and why something can't be done.
import { describe, expect, it } from 'vitest';
import { cueBlockRepair } from '../../steps/cue-block-repair.ts';
import { runtimeCalculation } from '../../steps/runtime-calculation.ts';
import { segmentSubject } from './fixtures.ts';

const inspect = (step: typeof cueBlockRepair, text: string) => step.inspect(segmentSubject('/nowhere', text));
const cue = (slug: string) =>
  `<!-- Begin Cue -->\n[Type:SOT]\n[AssetID: A1]\n[Slug: ${slug}]\n<!-- End Cue -->\n`;

function input(text: string) {
  const inspection = inspect(cueBlockRepair, text);
  if (inspection.state !== 'needed') throw new Error(inspection.state);
  return inspection.input;
}

describe('what a repair of cues hangs on', () => {
  it('is the block, wherever it stands: prose around it leaves a decision standing', () => {
    expect(input(`Other words, and more of them.\n\n${cue('a')}\nThe end.\n`)).toEqual(
      input(`Words.\n\n${cue('a')}`),
    );
  });

  it('is another one when the block says something else', () => {
    expect(input(cue('a'))).not.toEqual(input(cue('b')));
  });
});

describe('counting the runtime', () => {
  it('is blocked where the head can’t be edited, and says why', () => {
    const inspection = inspect(runtimeCalculation, '---\ntitle: One: two\nduration:\n---\nWords.\n');
    expect(inspection).toMatchObject({ state: 'blocked', reason: { code: 'HEAD_NOT_EDITABLE' } });
  });

  it('asks nothing of a file without a head', () => {
    expect(inspect(runtimeCalculation, 'Words.\n').state).toBe('fulfilled');
  });

  it('hangs on what is counted, not on how it is worded', () => {
    const head = '---\nduration:\n---\n';
    expect(inspect(runtimeCalculation, `${head}Three short words.\n`)).toEqual(
      inspect(runtimeCalculation, `${head}Others, just three.\n`),
    );
  });
});
