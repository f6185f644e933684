// Lands enhancements of one episode: takes a snapshot first, lands only those with every gate open, as one merge commit
// each, moves main once, then publishes. Lands a change exactly as it was reviewed, or not at all.
import { canvas } from '../../src/domain/canvas.ts';
import { pathsOf, sameChange } from '../../src/domain/change.ts';
import { type ClosedGate, closed } from '../../src/domain/gate.ts';
import type { CommitId, EnhancementId, EpisodeId, TreeId } from '../../src/domain/ids.ts';
import { treePath } from '../../src/domain/ids.ts';
import { reworded } from '../../src/domain/part.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { Fault } from '../../src/errors.ts';
import { propose } from '../propose/propose.ts';
import type { Layer } from '../propose/stack.ts';
import { publish } from '../publish/publish.ts';
import { recordOutcome } from '../record/audit-trail.ts';
import { landingMessage } from '../record/commit-messages.ts';
import { BOT, extendMain } from '../record/refs.ts';
import { render } from '../record/render.ts';
import { commitWords, onlyWords, wordsFor } from '../record/reviewer-words.ts';
import type { Show } from '../show/show.ts';
import { snapshot } from '../snapshot/snapshot.ts';
import { gatesOfEpisode } from './gate-facts.ts';

export type LandingResult =
  | { readonly id: EnhancementId; readonly landed: CommitId }
  | { readonly id: EnhancementId; readonly closed: readonly ClosedGate[] }
  | { readonly id: EnhancementId; readonly gone: Reason };

/** Call inside `show.exclusively`. `by`: the reviewer's name, or `policy`. */
export async function land(
  show: Show,
  episode: EpisodeId,
  ids: readonly EnhancementId[],
  by: string,
): Promise<readonly LandingResult[]> {
  await snapshot(show, [treePath(`episodes/${episode}`)]);
  const { main, tree, stack, handsOff, plan } = await propose(show, episode, { askRules: true });
  const gatesFor = await gatesOfEpisode(show, episode, handsOff);
  const fates: LandingResult[] = [];
  const ready: Layer[] = [];
  const layers = new Map(stack.layers.map((layer) => [layer.enhancement.id, layer]));
  for (const id of ids) {
    const layer = layers.get(id);
    if (!layer) {
      fates.push({ id, gone: whyGone(stack, id) });
      continue;
    }
    const shut = closed(await gatesFor(layer));
    if (shut.length > 0) fates.push({ id, closed: shut });
    else ready.push(layer);
  }
  if (ready.length === 0) return fates;

  // Bottom first, so that each change finds those it builds on.
  const place = new Map(stack.layers.map((layer, i) => [layer, i]));
  ready.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  const merged = await mergeAll(show, { main, tree, texts: plan.main, ready, by });
  await extendMain(show, { from: main, to: merged.tip }, 'landed');
  const wasKnown = show.disk.syncedWith() === main;
  const publication = await publish(show, { own: merged.tip });
  await show.history.advance();
  const result = await propose(show, episode, { askRules: true });
  if (publication.kind === 'undone') {
    return [...fates, ...merged.landed.map(({ id }): LandingResult => ({ id, gone: publication.reason }))];
  }
  if (wasKnown) show.disk.agree(result.main);
  for (const { id, commit, layer } of merged.landed) {
    recordOutcome(show, { event: 'landed', enhancement: layer.enhancement, commit, who: by });
    fates.push({ id, landed: commit });
  }
  for (const layer of merged.waiting) {
    const why = reason('BUILDS_ON', 'builds on a change that has not landed yet');
    fates.push({
      id: layer.enhancement.id,
      closed: [{ name: 'order', open: false, reason: why, opensAtMs: null }],
    });
  }
  return fates;
}

interface Merging {
  readonly main: CommitId;
  readonly tree: TreeId;
  readonly texts: ReadonlyMap<ReturnType<typeof treePath>, string>;
  readonly ready: readonly Layer[];
  readonly by: string;
}

interface Merged {
  readonly tip: CommitId;
  readonly landed: readonly {
    readonly id: EnhancementId;
    readonly commit: CommitId;
    readonly layer: Layer;
  }[];
  readonly waiting: readonly Layer[];
}

async function mergeAll(show: Show, { main, tree, texts, ready, by }: Merging): Promise<Merged> {
  const { repo } = show;
  const page = canvas(texts);
  const start = page.now();
  let on = { commit: main, tree };
  const landed: { id: EnhancementId; commit: CommitId; layer: Layer }[] = [];
  const waiting: Layer[] = [];
  const placed = [];
  let last: CommitId | null = null;
  for (const layer of ready) {
    const change = layer.onMain && page.moved(layer.onMain, start);
    if (change === null) {
      waiting.push(layer);
      continue;
    }
    const { id } = layer.enhancement;
    const enhancement = { ...layer.enhancement, change };
    const said = wordsFor(show.decisions.memory(), id);
    const final = said === null ? change : reworded(change, page.at, said.words);
    if (final === null) {
      waiting.push(layer);
      continue;
    }
    const { rendering, tree: rendered } = await render(repo, enhancement, on);
    await asReviewed(show, layer, enhancement.change, on.tree, rendered);
    let top = { commit: rendering.commit, tree: rendered };
    if (said !== null) {
      const own = { enhancement, change: final, rendering: rendering.commit, on: on.tree };
      top = await commitWords(repo, own, said, show.nowMs());
      await onlyWords(repo, change, said.words, [rendered, top.tree]);
    }
    const signature = { ...BOT, atMs: show.nowMs() };
    const commit = await repo.writeCommit({
      tree: top.tree,
      parents: [on.commit, top.commit],
      author: signature,
      committer: signature,
      message: landingMessage(enhancement, by, said?.by ?? null),
    });
    const worded = said === null ? {} : { worded: said.words };
    placed.push({
      enhancement,
      asOf: show.decisions.count(),
      rendering,
      stale: null,
      ended: null,
      ...worded,
    });
    page.apply(final);
    landed.push({ id, commit, layer });
    on = { commit, tree: top.tree };
    last = top.commit;
  }
  // The records must be durable before main shows the landings, and keep their renderings if main never does.
  const episode = ready[0]?.enhancement.episode;
  if (episode !== undefined && placed.length > 0) {
    await show.kept.write(episode, { records: placed, tip: last, nowMs: show.nowMs() });
  }
  return { tip: on.commit, landed, waiting };
}

/** Invariant 4: what lands is the reviewed edits, compared as values, in the files they name, and nothing else. */
async function asReviewed(
  show: Show,
  { enhancement }: Layer,
  change: Layer['enhancement']['change'],
  before: TreeId,
  after: TreeId,
): Promise<void> {
  const reviewed = (await show.kept.read(enhancement.episode)).all.get(enhancement.id)?.enhancement.change;
  const touched = (await show.repo.diffTrees(before, after)).map(({ path }) => path).sort();
  const named = [...pathsOf(change)].sort();
  if (reviewed && sameChange(reviewed, change) && String(touched) === String(named)) return;
  throw new Fault(
    'bug',
    'NOT_AS_REVIEWED',
    `${enhancement.id} would not land as it was reviewed; nothing was landed`,
    {
      tech: `touches ${touched.join(', ')}`,
    },
  );
}

function whyGone(
  {
    parked,
    ended,
  }: {
    parked: readonly { id: EnhancementId; reason: Reason }[];
    ended: readonly { id: EnhancementId; ending: { reason: Reason } }[];
  },
  id: EnhancementId,
): Reason {
  return (
    parked.find((one) => one.id === id)?.reason ??
    ended.find((one) => one.id === id)?.ending.reason ??
    reason('NOT_OPEN', 'is not open any more')
  );
}
