// Job requests for tests, with what a test does not care about filled in.
import { type EpisodeId, type Hash, treePath } from '../../src/domain/ids.ts';
import type { JobRequest } from '../../src/queue/queue.ts';

export function request(
  more: Partial<Omit<JobRequest, 'subject' | 'fingerprint'>> & {
    subject?: string;
    fingerprint?: string;
  } = {},
): JobRequest {
  const { subject = 'episodes/0101/rundown/10 Opening.md', fingerprint = 'f1', ...rest } = more;
  return {
    step: 'slug-enhancement',
    stepVersion: 1,
    episode: '0101' as EpisodeId,
    input: 'i1' as Hash,
    priority: 0,
    notBeforeMs: null,
    after: [],
    payload: { kind: 'segment' },
    ...rest,
    subject: treePath(subject),
    fingerprint: fingerprint as Hash,
  };
}
