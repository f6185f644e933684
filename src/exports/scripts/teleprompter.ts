// Builds the teleprompter page: speech, the speaker's name where it changes, and a short line per cue. Nothing else.
import { isOnlyShown, type TextRun } from '../../markdown/script-parts.ts';
import { isHeard } from './cue-names.ts';
import { escaped, lines, sheet } from './html.ts';
import type { ScriptPage } from './page.ts';
import type { PagePart } from './page-part.ts';
import type { ShownCue } from './shown-cue.ts';
import { short } from './times.ts';

export function teleprompterHtml({ show, episode, items }: ScriptPage): string {
  const name = [show, `Episode ${episode}`].filter(Boolean).join(' · ');
  const body = items
    .map(({ parts }) => parts.map(partHtml).filter(Boolean))
    .filter((parts) => parts.length > 0)
    .map((parts) => `<section>\n${parts.join('\n')}\n</section>`);
  return sheet({ title: `${name} · teleprompter`, style: STYLE, look: 'prompter', body });
}

function partHtml(part: PagePart): string {
  switch (part.kind) {
    case 'speech':
      return said(part, paragraph(part.runs));
    case 'list':
      return said(
        part,
        part.entries.map(({ marker, runs }) => paragraph(runs, `${escaped(marker)} `)).join(''),
      );
    case 'cue':
      return cueHtml(part.cue);
    case 'stray':
      return `<p class="cue">${lines(bracketed(part.text))}</p>`;
    case 'token':
      return `<p class="cue">${escaped(bracketed(part.text))}</p>`;
    case 'broken-cue':
      return '<p class="cue">[CUE WITHOUT AN END]</p>';
    default:
      return '';
  }
}

function said(
  { isNamed, voice }: Extract<PagePart, { readonly kind: 'speech' | 'list' }>,
  words: string,
): string {
  return isNamed && words !== ''
    ? `<p class="name">${escaped(voice.name)}:</p>\n${words.trimEnd()}`
    : words.trimEnd();
}

/** Empty if none of it is read out. */
function paragraph(runs: readonly TextRun[], before = ''): string {
  const words = runsHtml(runs);
  return words.trim() === '' ? '' : `<p>${before}${words}</p>\n`;
}

/** Shows text with an open edit as it stands, without the suggestion, and no struck words. */
function runsHtml(runs: readonly TextRun[]): string {
  return runs
    .map((run) => {
      if (run.kind === 'token') return `<span class="cue">${escaped(bracketed(run.text))}</span>`;
      if (isOnlyShown(run)) return '';
      // Directions such as `(V.O.)` and `<laughs>` are not read aloud; words in square brackets and braces may be.
      if (run.kind === 'direction' && !/^[[{]/.test(run.text)) return '';
      const text = escaped(run.text).replaceAll('\n', '<br>');
      const isStressed = run.kind === 'text' && run.styles.length > 0;
      return isStressed ? `<u>${text}</u>` : text;
    })
    .join('');
}

/** `{SOT/foo}` → `[SOT/foo]`; what has square brackets keeps them. */
function bracketed(token: string): string {
  return token.startsWith('[') ? token : `[${token.replace(/^[\s{(]+|[\s})]+$/g, '')}]`;
}

function cueHtml(cue: ShownCue): string {
  if (cue.note !== null) return '';
  const quote = cue.type !== 'FSQ' || cue.quote === null ? '' : `\n<p>“${lines(cue.quote)}”</p>`;
  const name = quote === '' || cue.attribution === null ? '' : `\n<p>— ${escaped(cue.attribution)}</p>`;
  return `<p class="cue">${escaped(cueLine(cue))}</p>${quote}${name}`;
}

/** `[SOT 1:15 … "too tripped up in his lies"]`. */
function cueLine({ type, slug, durationMs, outCue }: ShownCue): string {
  if (type === 'ADLIB') return `[AD LIB ${short(durationMs ?? 0)}]`;
  const length = durationMs === null ? '' : short(durationMs);
  if (!isHeard(type)) return `[${[type, slug, length].filter(Boolean).join(' ')}]`;
  const out = outCue === null ? slug : `… “${outCue.replace(/^[\s.…"“]+|["”\s]+$/g, '')}”`;
  return `[${[type, length, out].filter(Boolean).join(' ')}]`;
}

const STYLE = `
html { background: #000; color: #fff; }
body { font: 700 64px/1.4 Helvetica, Arial, "Liberation Sans", sans-serif; margin: 0 auto; max-width: 1100px; padding: 40vh 4vw 60vh; overflow-wrap: break-word; }
p { margin: 0 0 0.6em; }
section { margin-bottom: 1.6em; }
u { text-decoration-thickness: 0.08em; text-underline-offset: 0.12em; }
.name { color: #ffd84d; margin-bottom: 0; break-after: avoid; }
.cue { color: #7fd4ff; }
@page { size: letter portrait; margin: 0.75in; }
@media print {
  html { background: #fff; color: #000; }
  body { font-size: 34pt; max-width: none; padding: 0; }
  .name, .cue { color: #000; }
  .cue { border: 2pt solid #000; padding: 0 0.1in; width: fit-content; }
}
`;
