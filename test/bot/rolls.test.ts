// Asking again: only where a model hears it, with the remark beside each answer, and older answers to go back to.
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Desk } from '../../src/desk.ts';
import { steps } from '../../steps/index.ts';
import { say, startLanguageServer } from '../tools/language/server.ts';
import { INFO, INFO_PATH, makeTrial, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const REVIEW = 'show: Trial\nmerge: { settle: 0s, idle: 0s, everything: review }\n';
const BARE = SEGMENT.replace('slug: glove', 'slug:');
const slugOf = (rows: Awaited<ReturnType<Desk['list']>>) =>
  rows.find(({ step }) => step === 'slug-enhancement')?.id ?? '';

async function shown(settings = REVIEW) {
  const one = trial(() =>
    makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: BARE, 'show-build.yaml': settings }),
  );
  const { desk } = await open(one, { steps });
  await desk.pass({}, quiet);
  return { one, desk };
}

const NOBODY = { result: 'refused', reasons: [{ code: 'NOBODY_HEARS' }] };

describe('asking again', () => {
  it('is refused for what rules made, and where no model is set up, and says what to do', async () => {
    const { one, desk } = await shown();
    const repair = about(await desk.list({}), 'second-clip').id;
    expect(await desk.show(repair)).toMatchObject({ redo: null, askedWith: null });
    const deaf = await desk.redo(repair, 'nicer', null);
    expect(deaf).toMatchObject(NOBODY);
    expect(deaf.reasons[0]?.user).toContain('rules made this, and they always give the same answer');
    const slug = slugOf(await desk.list({}));
    const off = await desk.redo(slug, null, null);
    expect(off).toMatchObject(NOBODY);
    expect(off.reasons[0]?.user).toContain('no language model is set up');
    expect(one.git('log', '--format=%s', '--all')).not.toContain('redo');
    // Nobody needs to hear that a rejected one may be proposed once more; a remark would be lost.
    await desk.reject({ ids: [repair] }, null, null);
    expect((await desk.show(repair)).redo).toBe('propose');
    expect(await desk.redo(repair, 'nicer', null)).toMatchObject(NOBODY);
    expect(await desk.redo(repair, null, null)).toMatchObject({ result: 'asked-again' });
    expect(about(await desk.list({}), 'second-clip').state).toBe('proposed');
    const again = about(await desk.list({}), 'second-clip').id;
    await desk.accept({ ids: [again] }, null);
    expect(await desk.redo(again, null, null)).toMatchObject(NOBODY);
    await desk.revert({ ids: [again] }, null);
    expect(await desk.redo(again, null, null)).toMatchObject({ result: 'asked-again' });
  });

  it('keeps each remark with its answer, and all answers to choose from', async () => {
    const words = ['glove-question', 'town-opinions', 'glove-railing'];
    let next = 0;
    const model = await startLanguageServer(() => say({ slug: words[next++] ?? 'another-glove' }));
    onTestFinished(() => model.close());
    vi.stubEnv('OPENAI_BASE_URL', model.url);
    onTestFinished(() => void vi.unstubAllEnvs());
    const described = `${REVIEW}language: { model: test, price: { input: 1, output: 1 } }\nsteps: { description-generation: { policy: off } }\n`;
    const { desk } = await shown(described);
    const first = slugOf(await desk.list({}));
    expect(await desk.show(first)).toMatchObject({ redo: 'ask', askedWith: null });
    expect(await desk.redo(first, 'shorter', null)).toMatchObject({ result: 'asked-again' });
    const second = slugOf(await desk.list({}));
    expect(await desk.redo(second, 'name the glove', null)).toMatchObject({ result: 'asked-again' });
    const third = slugOf(await desk.list({}));
    const review = await desk.review(third);
    expect(review.enhancement.askedWith).toMatchObject({ remark: 'name the glove', by: 'Operator' });
    expect(review.supersedes).toMatchObject({ id: second, askedWith: { remark: 'shorter' } });
    expect(review.earlier).toMatchObject([{ id: first, askedWith: null }]);
    expect((await desk.show(first)).decisions).toMatchObject([{ kind: 'redo', why: 'shorter' }]);
    // An older answer is taken as a reviewer's words for the newest.
    const [part] = review.files.flatMap(({ parts }) => parts);
    const older = review.earlier[0]?.files[0]?.parts[0];
    expect(older).toMatchObject({ field: part?.field, before: part?.before, after: 'slug: glove-question' });
    const verdict = { reject: [], edit: { [part?.key ?? '']: older?.after ?? '' } };
    expect(await desk.decideParts(third, verdict, review.revision, null)).toMatchObject({ result: 'landed' });
  });
});
