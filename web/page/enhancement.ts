// One enhancement: what it changes, why, why it waits, and what has been said of it.
import type { EnhancementDetail } from '../../src/desk.ts';
import { whyItWaits } from '../words/waits.ts';
import { diffBlock } from './diff.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { type Around, badge, clock, command, diagnosticEntry } from './parts.ts';

export interface EnhancementView extends Around {
  readonly show: string;
  readonly detail: EnhancementDetail;
  /** Null where it has no place on the present text. */
  readonly diff: string | null;
}

export function enhancementPage(view: EnhancementView): string {
  const { detail, diff } = view;
  const waits = whyItWaits(detail, view.nowMs);
  const body = html`
<p class="crumbs"><a href="/">All</a> › <a href="/episodes/${detail.episode}">${detail.episode}</a> › <bdi>${detail.subject}</bdi></p>
<h1><bdi>${detail.title}</bdi> ${badge(detail.state)}</h1>
<p class="why lead"><bdi>${detail.why}</bdi></p>
${waits !== null && html`<p class="waits"><bdi>${waits}</bdi></p>`}
${commands(view)}
<section><h2>Change</h2>${diff === null ? html`<p class="empty">It has no place on the present text.</p>` : diffBlock(diff)}</section>
${diagnostics(detail)}
<section><h2>About it</h2><article class="card"><dl class="facts">${facts(detail).map(
    ([name, value]) => html`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>`,
  )}</dl></article></section>`;
  return layout({ title: `${detail.title} · ${view.show}`, show: view.show, body, refreshSeconds: null });
}

const VERBS: Readonly<Record<string, readonly string[]>> = {
  proposed: ['accept', 'reject'],
  accepted: ['reject'],
  landed: ['revert'],
  rejected: ['redo'],
  reverted: ['redo'],
};

function commands(view: EnhancementView): Html {
  const { id, state } = view.detail;
  const verbs = VERBS[state] ?? [];
  return html`<div class="commands">${verbs.map((verb) => command([verb, id], view))}</div>`;
}

function diagnostics({ diagnostics: all }: EnhancementDetail): Html | null {
  if (all.length === 0) return null;
  return html`<section><h2>Found on the way</h2><article class="card"><ul class="entries">${all.map(diagnosticEntry)}</ul></article></section>`;
}

function facts(detail: EnhancementDetail): readonly (readonly [string, string])[] {
  const { landed, supersedes, model, prompt, costUsd, confidence } = detail;
  const all: readonly (readonly [string, string | null])[] = [
    ['Step', `${detail.step}, version ${detail.stepVersion}`],
    ['Applicability', detail.applicability],
    ['Proposed', clock(detail.proposedMs)],
    ['Landed', landed && `${clock(landed.atMs)} by ${landed.by}, commit ${landed.commit.slice(0, 10)}`],
    ...detail.decisions.map(
      ({ kind, by, atMs, why }) =>
        ['Said', `${kind} by ${by}, ${clock(atMs)}${why === null ? '' : `: ${why}`}`] as const,
    ),
    ['Supersedes', supersedes],
    ['Model', model],
    ['Prompt', prompt],
    ['Cost', costUsd === null ? null : `${costUsd.toFixed(4)} USD`],
    ['Confidence', confidence === null ? null : `${Math.round(confidence * 100)} %`],
    ['Id', detail.id],
    ['Commit', detail.commit],
    ['Fingerprint', detail.fingerprint],
  ];
  return all.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}
