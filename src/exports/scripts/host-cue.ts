// Formats a cue on the host's page: what plays, its words, and how it ends. Missing media stands out most.
import type { EpisodeId } from '../../domain/ids.ts';
import { cueLength, cueLine, isHeard } from './cue-names.ts';
import { escaped, fileNames, lines, pictureAddress } from './html.ts';
import type { PagePart } from './page-part.ts';
import type { ShownCue } from './shown-cue.ts';

export function cueHtml(cue: ShownCue, episode: EpisodeId): string {
  const length = cue.type === 'ADLIB' ? '' : cueLength(cue);
  const line = `<p class="line"><b>${escaped(cueLine(cue))}</b>${length === '' ? '' : ` <span>${length}</span>`}</p>`;
  const parts = [
    line,
    missingHtml(cue),
    ...cue.toMend.map((text) => `<p class="loud">TO MEND: ${escaped(text)}</p>`),
    ...(cue.type === 'FSQ' ? [quoteHtml(cue)] : picturesHtml(cue, episode)),
    ...cue.words.map((words) => `<p class="words">${lines(words)}</p>`),
    cue.caption === null ? '' : `<p class="caption">${lines(cue.caption)}</p>`,
    isHeard(cue.type) ? heardHtml(cue) : '',
    ...cue.loose.map((text) => `<p class="loud">IN THE CUE, BUT IN NO FIELD: ${escaped(text)}</p>`),
  ];
  const kind = cue.note !== null ? 'cue note' : isLong(cue) ? 'cue long' : 'cue';
  return `<aside class="${kind}">\n${parts.filter(Boolean).join('\n')}\n</aside>`;
}

/** True if the cue fills more than half a page and so may be split across pages. */
function isLong({ transcript, quote, words }: ShownCue): boolean {
  return [transcript ?? '', quote ?? '', ...words].join('').length > 1500;
}

function missingHtml({ missing, slug, type }: ShownCue): string {
  if (missing === null) return '';
  return `<p class="missing"><b>MISSING: ${escaped(slug === '' ? type : slug)}</b> ${escaped(missing)}</p>`;
}

function quoteHtml({ quote, attribution }: ShownCue): string {
  if (quote === null) return '<p class="loud">NO WORDS IN THIS QUOTE</p>';
  const name = attribution === null ? '' : `<footer>— ${escaped(attribution)}</footer>`;
  return `<blockquote><p>${lines(quote)}</p>${name}</blockquote>`;
}

function picturesHtml({ files, caption, slug }: ShownCue, episode: EpisodeId): readonly string[] {
  return files
    .map((file) => pictureAddress(file, episode))
    .filter((address) => address !== null)
    .map((address) => `<img src="${escaped(address)}" alt="${escaped(caption ?? slug)}">`);
}

function heardHtml({ type, inCue, outCue, transcript }: ShownCue): string {
  const ends = [
    inCue === null ? '' : `<tr><th>IN</th><td>${escaped(inCue)}</td></tr>`,
    outCue === null ? '' : `<tr><th>OUT</th><td><b>${escaped(outCue)}</b></td></tr>`,
  ].join('');
  const table = ends === '' ? '' : `<table class="ends">${ends}</table>`;
  const none = type === 'SOT' ? '<p class="transcript none">No transcript</p>' : '';
  return table + (transcript === null ? none : `<p class="transcript">${lines(transcript)}</p>`);
}

export function pictureHtml(
  { name, caption, file }: Extract<PagePart, { readonly kind: 'picture' }>,
  episode: EpisodeId,
): string {
  if (file === null) return `<p class="missing"><b>MISSING: ${escaped(name)}</b> ${escaped(caption)}</p>`;
  const address = pictureAddress(file, episode);
  const words = caption === '' ? name : caption;
  const picture = address === null ? '' : `<img src="${escaped(address)}" alt="${escaped(words)}">`;
  return `<figure>${picture}<figcaption>${escaped(address === null ? fileNames([file]) : words)}</figcaption></figure>`;
}
