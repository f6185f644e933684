// Rows for tests, with what a test does not care about filled in.
import { type CommitId, type EnhancementId, type EpisodeId, treePath } from '../../src/domain/ids.ts';
import { codeFrom } from '../../src/domain/reason.ts';
import type { QuoteRow } from '../../src/store/assets.ts';
import type { CueRow } from '../../src/store/cues.ts';
import type { EnhancementEntry } from '../../src/store/enhancements.ts';
import type { EpisodeEntry, SegmentEntry } from '../../src/store/episodes.ts';

export const EPISODE = '0101' as EpisodeId;

export function episode(more: Partial<EpisodeEntry> = {}): EpisodeEntry {
  return {
    episode: EPISODE,
    path: treePath('episodes/0101/info.md'),
    blob: null,
    title: 'The Great Teapot Debate',
    subtitle: null,
    slug: 'teapot-debate',
    type: 'sunday_show',
    status: 'production',
    airDate: '2025-06-29',
    description: null,
    durationMs: 3_600_000,
    runtimeMs: null,
    ...more,
  };
}

export function cue(more: Partial<CueRow> = {}): CueRow {
  return {
    line: 12,
    type: 'SOT',
    assetId: 'CUEMEOMVCAIQ2MDV7',
    slug: 'kettle-boils',
    mediaUrl: 'kettle.mp4',
    mediaPath: null,
    durationMs: 58_000,
    fields: { Type: 'SOT', Slug: 'kettle-boils' },
    ...more,
  };
}

export function segment(more: Partial<SegmentEntry> = {}): SegmentEntry {
  return {
    path: treePath('episodes/0101/rundown/10 Opening.md'),
    blob: null,
    position: 0,
    order: 10,
    type: 'segment',
    slug: 'opening',
    title: 'Opening',
    description: null,
    status: 'draft',
    block: 'A',
    durationMs: null,
    runtimeMs: 90_000,
    words: 3,
    cues: [],
    body: 'Good evening, everybody.',
    bodyLines: [9],
    people: [],
    ...more,
  };
}

export function quote(more: Partial<QuoteRow> = {}): QuoteRow {
  return {
    subject: treePath('episodes/0101/rundown/10 Opening.md'),
    slug: 'hear-hear',
    text: 'Hear, hear.',
    attribution: 'Dorothea Holloway',
    source: 'cue',
    atMs: null,
    line: 30,
    cueType: 'FSQ',
    ...more,
  };
}

export function enhancement(more: Partial<EnhancementEntry> = {}): EnhancementEntry {
  return {
    id: 'e1' as EnhancementId,
    step: 'slug-enhancement',
    stepVersion: 1,
    state: 'proposed',
    subject: treePath('episodes/0101/rundown/10 Opening.md'),
    title: 'Give the opening a slug',
    why: 'It has none.',
    applicability: 'unsafe',
    commit: 'c'.repeat(40) as CommitId,
    paths: [treePath('episodes/0101/rundown/10 Opening.md')],
    base: { 'episodes/0101/rundown/10 Opening.md': null },
    reasons: [{ code: codeFrom('VERDICT'), user: 'waits for a decision', tech: 'verdict' }],
    model: 'rules',
    prompt: null,
    costUsd: null,
    confidence: 0.5,
    proposedMs: 1_000,
    ...more,
  };
}
