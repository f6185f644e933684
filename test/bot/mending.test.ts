// A preflight finding names the open change that mends it, and no other.
import { describe, expect, it } from 'vitest';
import { steps } from '../../steps/index.ts';
import { INFO, INFO_PATH, makeTrial, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const REVIEW = 'show: Trial\nmerge: { settle: 0s, idle: 0s, everything: review }\n';
/** Two shorthands that become cues, one that nobody can complete, and a description that nobody writes. */
const SHORT = SEGMENT.replace('And by Friday', '[SOT: the-first-thing]\n\nAnd by Friday').replace(
  'That is all.',
  '[VO: the-second-thing]\n\nThat is all.',
);

async function checked(text = SHORT) {
  const one = trial(() => makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: text, 'show-build.yaml': REVIEW }));
  const { desk } = await open(one, { steps });
  await desk.pass({}, quiet);
  const check = async () => {
    const [report] = await desk.check('0101');
    if (report === undefined) throw new Error('there is no report');
    return report;
  };
  return { one, desk, check, report: await check() };
}

describe('a finding of preflight', () => {
  it('names the change that mends it, which then mends that one alone', async () => {
    const { desk, check, report } = await checked();
    const tokens = report.findings.filter(({ code }) => code === 'CUE_TOKEN');
    expect(tokens).toHaveLength(2);
    const [first, second] = tokens.map(({ mend }) => mend);
    expect(first?.title).toContain('the-first-thing');
    expect(second?.title).toContain('the-second-thing');
    expect(
      report.findings.filter(({ code }) => code.startsWith('MEDIA')).map(({ mend }) => mend),
    ).not.toContain(first);
    await desk.accept({ ids: [first?.id ?? ''] }, null);
    const left = (await check()).findings.filter(({ code }) => code === 'CUE_TOKEN');
    expect(left).toMatchObject([{ mend: second }]);
    await desk.reject({ ids: [second?.id ?? ''] }, null, null);
    expect((await check()).findings.filter(({ code }) => code === 'CUE_TOKEN')).toMatchObject([
      { mend: null },
    ]);
  });

  it('is mended together with all others by accepting just those', async () => {
    const { desk, check, report } = await checked();
    const ids = [...new Set(report.findings.flatMap(({ mend }) => mend?.id ?? []))];
    expect(ids.length).toBeGreaterThan(1);
    const outcomes = await desk.accept({ ids }, null);
    expect(outcomes.map(({ result }) => result)).toEqual(ids.map(() => 'landed'));
    const after = await check();
    for (const { code, message, mend } of report.findings.filter((one) => one.mend !== null))
      expect(
        after.findings.filter((one) => one.code === code && one.message === message),
        `${code} ${mend?.title}`,
      ).toEqual([]);
  });
});
