// Builds the script as plain text, for devices that can't show more, and for reading diffs.
import { isStruck, type TextRun } from '../../markdown/script-parts.ts';
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
import { fileNames, writable } from './html.ts';
import type { PageItem, ScriptPage } from './page.ts';
import type { PagePart } from './page-part.ts';
import type { ShownCue } from './shown-cue.ts';
import { clock, overOrUnder } from './times.ts';
import { centred, fitted, WIDTH, wrapped } from './wrap.ts';

export function scriptText(page: ScriptPage): string {
  const stretches = stretchesOf(page).flatMap((stretch): readonly string[] => {
    const items = stretch.items.flatMap(itemLines);
    if (stretch.kind === 'between') return items;
    const { letter } = stretch.block;
    return ['', '='.repeat(WIDTH), ...centred(startMark(letter)), ...items, '', ...centred(endMark(letter))];
  });
  const all = [...coverLines(page), '', ...rundownLines(page), ...stretches];
  return all.map((line) => `${writable(line).trimEnd()}\n`).join('');
}

function coverLines({ show, episode, airs, title, subtitle, rundown, open }: ScriptPage): readonly string[] {
  const { totalMs, plannedMs, overMs } = rundown;
  const lengths = [
    `total ${clock(totalMs)}`,
    plannedMs === null ? '' : `planned ${clock(plannedMs)}`,
    overOrUnder(overMs),
  ];
  const names = [show.toUpperCase(), `EPISODE ${episode}`, airs, '', title ?? '', subtitle ?? ''];
  const matters = open.map(({ count, what }) => `${count} ${what}`).join(', ');
  return [
    ...names.flatMap((name) => centred(name)),
    '',
    ...centred(lengths.filter(Boolean).join(' · ')),
    ...(matters === '' ? [] : ['', ...centred(`*** NOT READY: ${matters} ***`)]),
  ];
}

function rundownLines({ items }: ScriptPage): readonly string[] {
  const row = (cells: readonly [string, string, string, string, string, string]) =>
    cells.map((cell, i) => fitted(cell, COLUMN_WIDTHS[i] ?? 8)).join(' ');
  return [
    row(['No.', 'Item', 'Block', 'Start', 'Length', 'Back']),
    '-'.repeat(WIDTH),
    ...items.map(({ order, title, entry }) => {
      if (!entry.onAir) return row([order, title, '', 'not in the', 'show', '']);
      const { block, startMs, durationMs, backMs, lengthFrom } = entry;
      const time = (ms: number | null) => (ms === null ? '' : clock(ms));
      const length = `${clock(durationMs)}${lengthFrom === 'assumed' ? '?' : ''}`;
      return row([order, title, block ?? '-', time(startMs), length, time(backMs)]);
    }),
  ];
}

const COLUMN_WIDTHS = [5, 33, 5, 10, 10, 8];

// ---- items ----

function itemLines(item: PageItem): readonly string[] {
  const { entry, slug, order, parts } = item;
  if (!entry.onAir) return ['', ...wrapped(`*** ${leftOut(item)} ***`)];
  const facts = [
    order,
    slug ?? '',
    entry.startMs === null ? '' : `starts ${clock(entry.startMs)}`,
    `runs ${clock(entry.durationMs)}`,
  ];
  return [
    '',
    '-'.repeat(WIDTH),
    ...wrapped(itemHeading(item)),
    ...wrapped(facts.filter(Boolean).join(' · ')),
    '-'.repeat(WIDTH),
    ...parts.flatMap((part) => ['', ...partLines(part)]),
  ];
}

function partLines(part: PagePart): readonly string[] {
  switch (part.kind) {
    case 'speech': {
      const flag =
        part.flag === null ? [] : wrapped(`*** FLAG${part.flag === '' ? '' : `: ${part.flag}`} ***`);
      const name = part.isNamed ? `${part.voice.name}: ` : '';
      const mark = part.bullet ? '- ' : part.quoted ? '> ' : '';
      const indent = { first: mark, rest: part.quoted ? '> ' : ' '.repeat(mark.length) };
      return [...flag, ...wrapped(name + runsText(part.runs), indent)];
    }
    case 'list':
      return [
        ...(part.isNamed ? [`${part.voice.name}:`] : []),
        ...part.entries.flatMap(({ depth, marker, runs }) => {
          const before = '  '.repeat(Math.min(depth, 8));
          const first = `${before}${marker} `;
          return wrapped(runsText(runs), { first, rest: ' '.repeat(first.length) });
        }),
      ];
    case 'heading':
      return wrapped(`## ${runsText(part.runs)}`);
    case 'cue':
      return cueLines(part.cue);
    case 'picture':
      return wrapped(pictureText(part));
    case 'token':
      return wrapped(`*** NOT A CUE YET: ${part.text} ***`);
    case 'stray':
      return wrapped(`*** ${strayLabel(part.what)} ${part.text} ***`);
    case 'broken-cue':
      return wrapped(`*** CUE WITHOUT AN END: ${part.text} ***`);
    case 'direction':
      return wrapped(runsText(part.runs));
    case 'code':
      return wrapped(part.text, { first: '    ', rest: '    ' });
    case 'rule':
      return centred('* * *');
  }
}

function pictureText({ name, caption, file }: Extract<PagePart, { readonly kind: 'picture' }>): string {
  const words = caption === '' ? '' : ` — ${caption}`;
  return file === null ? `*** MISSING: ${name}${words} ***` : `[[ PICTURE / ${fileNames([file])} ]]${words}`;
}

function cueLines(cue: ShownCue): readonly string[] {
  const length = cue.type === 'ADLIB' ? '' : cueLength(cue);
  const inside = (text: string) => wrapped(text, { first: '    ', rest: '    ' });
  const name = cue.slug === '' ? cue.type : cue.slug;
  return [
    ...wrapped([cueLine(cue), length].filter(Boolean).join('  ')),
    ...(cue.missing === null ? [] : inside(`*** MISSING: ${name}: ${cue.missing} ***`)),
    ...cue.toMend.flatMap((text) => inside(`*** TO MEND: ${text} ***`)),
    ...(cue.type === 'FSQ' ? inside(cue.quote ?? '*** NO WORDS IN THIS QUOTE ***') : []),
    ...(cue.type === 'FSQ' && cue.attribution !== null ? inside(`— ${cue.attribution}`) : []),
    ...cue.words.flatMap(inside),
    ...inside(cue.caption ?? ''),
    ...(isHeard(cue.type) ? heardLines(cue).flatMap(inside) : []),
    ...cue.loose.flatMap((text) => inside(`*** IN THE CUE, BUT IN NO FIELD: ${text} ***`)),
  ];
}

function heardLines({ type, inCue, outCue, transcript }: ShownCue): readonly string[] {
  return [
    inCue === null ? '' : `IN:  ${inCue}`,
    outCue === null ? '' : `OUT: ${outCue}`,
    transcript ?? (type === 'SOT' ? 'No transcript' : ''),
  ];
}

function runsText(runs: readonly TextRun[]): string {
  return runs
    .map((run) => {
      if (run.kind === 'token') return `*** NOT A CUE YET: ${run.text} ***`;
      if (run.kind !== 'edit') return isStruck(run) && run.text.trim() !== '' ? `~~${run.text}~~` : run.text;
      return `${run.text} *** EDIT OPEN: ${editQuestion(run)} ***`.trimStart();
    })
    .join('');
}
