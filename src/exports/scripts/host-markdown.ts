// Builds the host's script as Markdown, for reading in Obsidian beside the rundown. Escapes people's text, so that it
// reads as in the script and never acts as markup.
import type { Style, TextRun } from '../../markdown/script-parts.ts';
import { stretchesOf } from './blocks.ts';
import {
  cueLength,
  cueLine,
  editQuestion,
  endMark,
  isHeard,
  itemHeading,
  leftOut,
  startMark,
  strayLabel,
} from './cue-names.ts';
import { fileNames, pictureAddress, writable } from './html.ts';
import type { PageItem, ScriptPage } from './page.ts';
import type { PagePart } from './page-part.ts';
import type { ShownCue } from './shown-cue.ts';
import { clock, overOrUnder } from './times.ts';

export function hostMarkdown(page: ScriptPage): string {
  const stretches = stretchesOf(page).flatMap((stretch): readonly string[] => {
    const items = stretch.items.flatMap((item) => itemBlocks(item, page));
    if (stretch.kind === 'between') return items;
    const { letter } = stretch.block;
    return [`## ${startMark(letter)}`, ...items, `**${endMark(letter)}**`];
  });
  return `${[...coverBlocks(page), rundownTable(page), ...stretches].join('\n\n')}\n`;
}

function coverBlocks({ show, episode, airs, title, subtitle, rundown, open }: ScriptPage): readonly string[] {
  const { totalMs, plannedMs, overMs } = rundown;
  const lengths = [
    `total ${clock(totalMs)}`,
    plannedMs === null ? '' : `planned ${clock(plannedMs)}`,
    overOrUnder(overMs),
  ];
  const name = [show.toUpperCase(), `EPISODE ${episode}`].filter(Boolean).join(' · ');
  const matters = open.map(({ count, what }) => `${count} ${what}`).join(', ');
  return [
    `# ${plain(name)}`,
    plain(airs),
    title === null ? '' : `**${plain(title)}**`,
    plain(subtitle ?? ''),
    lengths.filter(Boolean).join(' · '),
    matters === '' ? '' : `**NOT READY: ${matters}**`,
  ].filter(Boolean);
}

function rundownTable({ items }: ScriptPage): string {
  const rows = items.map(({ order, title, entry }) => {
    const time = (ms: number | null) => (ms === null ? '' : clock(ms));
    const { onAir, block, startMs, durationMs, backMs, lengthFrom, whyNot } = entry;
    const length = `${clock(durationMs)}${lengthFrom === 'assumed' ? '?' : ''}`;
    const cells = onAir
      ? [block ?? '–', time(startMs), length, time(backMs)]
      : [`not in the show: ${plain(whyNot ?? '')}`, '', '', ''];
    return `| ${[order, plain(title), ...cells].join(' | ')} |`;
  });
  return [
    '| No. | Item | Block | Start | Length | Back |',
    '| --- | --- | --- | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

// ---- items ----

function itemBlocks(item: PageItem, page: ScriptPage): readonly string[] {
  const { entry, slug, order, parts } = item;
  if (!entry.onAir) return [`**${plain(leftOut(item))}**`];
  const facts = [
    order,
    plain(slug ?? ''),
    entry.startMs === null ? '' : `starts ${clock(entry.startMs)}`,
    `runs ${clock(entry.durationMs)}`,
  ];
  const head = [`### ${plain(itemHeading(item))}`, facts.filter(Boolean).join(' · ')];
  return [...head, ...parts.map((part) => partBlock(part, page)).filter(Boolean)];
}

function partBlock(part: PagePart, page: ScriptPage): string {
  switch (part.kind) {
    case 'speech':
      return speechBlock(part);
    case 'list':
      return listBlock(part);
    case 'heading':
      return `#### ${marked(part.runs).replaceAll('\n', ' ')}`;
    case 'cue':
      return quoted(cueBlock(part.cue, page));
    case 'picture':
      return pictureBlock(part, page);
    case 'token':
      return `**NOT A CUE YET: ${plain(part.text)}**`;
    case 'stray':
      return `**${strayLabel(part.what)}** ${broken(part.text)}`;
    case 'broken-cue':
      return quoted(`**CUE WITHOUT AN END**\n\n${broken(part.text)}`);
    case 'direction':
      return marked(part.runs);
    case 'code':
      return quoted(broken(part.text));
    case 'rule':
      return '---';
  }
}

function speechBlock(speech: Extract<PagePart, { readonly kind: 'speech' }>): string {
  const { isNamed, voice, bullet, flag, runs } = speech;
  const flagged = flag === null ? '' : `**FLAG${flag === '' ? '' : `: ${plain(flag)}`}** `;
  const text = `${isNamed ? `**${plain(voice.name)}:** ` : ''}${flagged}${marked(runs)}`;
  if (speech.quoted) return quoted(text);
  return bullet ? `- ${text.replaceAll('\n', '\n  ')}` : text;
}

function listBlock({ isNamed, voice, entries }: Extract<PagePart, { readonly kind: 'list' }>): string {
  const rows = entries.map(({ depth, marker, runs }) => {
    const before = '    '.repeat(Math.min(depth, 8));
    const mark = marker === '' ? ' ' : marker === '•' ? '-' : marker;
    return `${before}${mark} ${marked(runs).replaceAll('\n', `\n${before}  `)}`;
  });
  return [...(isNamed ? [`**${plain(voice.name)}:**`, ''] : []), ...rows].join('\n');
}

function cueBlock(cue: ShownCue, page: ScriptPage): string {
  const length = cue.type === 'ADLIB' ? '' : cueLength(cue);
  const name = cue.slug === '' ? cue.type : cue.slug;
  const pictures = cue.type === 'FSQ' ? [] : cue.files.map((file) => pictureAddress(file, page.episode));
  return [
    `**${plain(cueLine(cue))}** ${length}`.trimEnd(),
    cue.missing === null ? '' : `**MISSING: ${plain(name)}** ${plain(cue.missing)}`,
    ...cue.toMend.map((text) => `**TO MEND: ${plain(text)}**`),
    ...pictures.map((address) => (address === null ? '' : `![${plain(name)}](${address})`)),
    cue.type === 'FSQ' ? quoted(broken(cue.quote ?? 'NO WORDS IN THIS QUOTE')) : '',
    cue.type === 'FSQ' && cue.attribution !== null ? `— ${plain(cue.attribution)}` : '',
    ...cue.words.map(broken),
    broken(cue.caption ?? ''),
    ...(isHeard(cue.type) ? heardBlocks(cue) : []),
    ...cue.loose.map((text) => `**IN THE CUE, BUT IN NO FIELD: ${plain(text)}**`),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function heardBlocks({ type, inCue, outCue, transcript }: ShownCue): readonly string[] {
  return [
    inCue === null ? '' : `IN: ${plain(inCue)}`,
    outCue === null ? '' : `OUT: **${plain(outCue)}**`,
    transcript === null ? (type === 'SOT' ? '*No transcript*' : '') : broken(transcript),
  ];
}

function pictureBlock(
  { name, caption, file }: Extract<PagePart, { readonly kind: 'picture' }>,
  page: ScriptPage,
): string {
  if (file === null) return `**MISSING: ${plain(name)}** ${plain(caption)}`.trimEnd();
  const address = pictureAddress(file, page.episode);
  const words = plain(caption === '' ? name : caption);
  return address === null ? `${plain(fileNames([file]))} ${words}` : `![${words}](${address})`;
}

// ---- escaping ----

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** Text as one line, with the markup of Markdown and Obsidian escaped. */
function plain(text: string): string {
  return escapedLine(writable(text).replace(/\s+/g, ' ').trim());
}

/** Like `plain`, but keeps line breaks. */
function broken(text: string): string {
  const all = writable(text).replace(/\r\n?/g, '\n').trim().split('\n');
  return all.map((line) => escapedLine(line.trim())).join('  \n');
}

const SIGNS = /[\\`*_[\]{}<~|$^#]|&(?=#?\w)|==|%%/g;

function escapedLine(line: string): string {
  return startEscaped(escapedSigns(line));
}

function escapedSigns(text: string): string {
  return text.replace(SIGNS, (signs) => [...signs].map((sign) => `\\${sign}`).join(''));
}

const MARKS: Readonly<Record<Style, readonly [string, string]>> = {
  bold: ['**', '**'],
  italic: ['*', '*'],
  underline: ['<u>', '</u>'],
  struck: ['~~', '~~'],
  highlight: ['==', '=='],
};

function marked(runs: readonly TextRun[]): string {
  const text = runs.map(markedRun).join('').trim();
  return text
    .split('\n')
    .map((line) => startEscaped(line.trim()))
    .join('  \n');
}

/** Escapes characters that are markup only at the start of a line, such as list markers. */
function startEscaped(line: string): string {
  return line.replace(/^[-+=>]/, '\\$&').replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

function markedRun(run: TextRun): string {
  if (run.kind === 'token') return `**NOT A CUE YET: ${escapedSigns(writable(run.text))}**`;
  if (run.kind === 'edit') {
    return `${escapedSigns(writable(run.text))} **EDIT OPEN: ${plain(editQuestion(run))}**`.trimStart();
  }
  const text = escapedSigns(writable(run.text));
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  if (words === '' || words.includes('\n')) return text;
  return before + run.styles.reduce((inner, style) => MARKS[style].join(inner), words) + after;
}
