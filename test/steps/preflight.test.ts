// The step: what it is asked about, when it needs a reviewer, and that its own note never makes it speak again.
import { describe, expect, it } from 'vitest';
import type { EpisodeSubject } from '../../src/step.ts';
import { preflight } from '../../steps/preflight.ts';
import { casesOf } from './fixtures.ts';

const never = new AbortController().signal;

function caseNamed(name: string) {
  const found = casesOf('preflight').find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found;
}

function subjectOf(name: string): EpisodeSubject {
  const { subject, before } = caseNamed(name);
  return subject(before) as EpisodeSubject;
}

async function changeIn(name: string) {
  const { changes } = await preflight.run(subjectOf(name), caseNamed(name).tools, never);
  return changes[0];
}

describe('the note', () => {
  it('may land by itself, unless somebody has written into it', async () => {
    expect(await changeIn('ready')).toMatchObject({ applicability: 'safe', title: 'Preflight: READY' });
    expect(await changeIn('renews-its-own')).toMatchObject({ applicability: 'safe' });
    expect(await changeIn('a-persons-words-go-only-by-review')).toMatchObject({ applicability: 'unsafe' });
    expect(await changeIn('not-ready')).toMatchObject({
      title: expect.stringMatching(/^Preflight: NOT READY, \d+ to mend/),
    });
  });

  it('is replaced by as few lines as can be', async () => {
    const change = await changeIn('renews-its-own');
    const [file] = change?.files ?? [];
    expect(file?.kind === 'edit' && file.edits[0]?.removed).not.toContain('| Start | Block |');
  });

  it('is no part of what is asked: another text there leaves the input as it was', () => {
    const subject = subjectOf('renews-its-own');
    const own = subject.exports.get('preflight.md');
    if (own === undefined) throw new Error('no note');
    const other = new Map([['preflight.md', { ...own, text: 'Something else.\n', ours: false }]]);
    expect(preflight.inspect({ ...subject, exports: other })).toEqual(preflight.inspect(subject));
  });

  it('tells no diagnostics of its own: they stand in it', () => {
    expect(preflight.inspect(subjectOf('not-ready')).diagnostics).toEqual([]);
  });
});
