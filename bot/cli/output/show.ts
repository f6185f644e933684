// Prints everything known about one enhancement.
import type { AskedWith, EnhancementDetail } from '../../../src/desk.ts';
import type { Diagnostic } from '../../../src/domain/diagnostic.ts';
import { COLOURS, type Look, wordFor } from './list.ts';
import { line, lines, pad, wrap } from './text.ts';
import { moment } from './times.ts';

const NAME_CELLS = 15;

export function showText(detail: EnhancementDetail, look: Look): string {
  const { paint, columns } = look;
  const said = detail.decisions.map(
    ({ kind, by, atMs, why }): Fact => [
      'Said',
      `${kind} by ${by}, ${moment(atMs)}${why === null ? '' : `: ${why}`}`,
    ],
  );
  return [
    `${paint('bold', line(detail.title))}  ${paint(COLOURS[detail.state], wordFor(detail.state))}`,
    ...wrap(line(detail.why), columns),
    '',
    ...[...factsOf(detail), ...said, ...reasonsOf(detail)].flatMap((fact) => factLines(fact, look)),
    ...diagnosticLines(detail.diagnostics, look),
    ...(detail.message === ''
      ? []
      : ['', paint('dim', 'Commit message'), ...indented(lines(detail.message))]),
    '',
  ].join('\n');
}

type Fact = readonly [name: string, value: string | null];

function factsOf(detail: EnhancementDetail): readonly Fact[] {
  const { landed, costUsd, confidence } = detail;
  return [
    ['Id', detail.id],
    ['Episode', detail.episode],
    ['Step', `${detail.step}@${detail.stepVersion}`],
    ['Subject', detail.subject],
    ...detail.paths.map((path): Fact => ['Changes', path]),
    [
      'Applicability',
      `${detail.applicability}, ${detail.lane === 'auto' ? 'may land by itself' : 'waits for a reviewer'}`,
    ],
    ['Proposed', moment(detail.proposedMs)],
    ['Landed', landed && `${moment(landed.atMs)} by ${landed.by}, commit ${landed.commit}`],
    ['Supersedes', detail.supersedes],
    ['Asked with', detail.askedWith && askedText(detail.askedWith)],
    ['Model', detail.model],
    ['Prompt', detail.prompt],
    ['Cost', costUsd === null ? null : `${costUsd.toFixed(6)} USD`],
    ['Confidence', confidence === null ? null : confidence.toFixed(2)],
    ['Commit', detail.commit],
    ...Object.entries(detail.base).map(([path, blob]): Fact => ['Base', `${blob ?? '(a new file)'} ${path}`]),
    ['Input', detail.input],
    ['Fingerprint', detail.fingerprint],
  ];
}

function askedText({ remark, by, atMs }: AskedWith): string {
  return `${remark === null ? 'no remark' : `“${remark}”`}, by ${by}, ${moment(atMs)}`;
}

function reasonsOf({ reasons }: EnhancementDetail): readonly Fact[] {
  return reasons.flatMap(({ gate, user, tech, code }): readonly Fact[] => [
    [gate === null ? 'Ended' : `Gate ${gate}`, user],
    ['', tech === user ? code : `${code}: ${tech}`],
  ]);
}

function factLines([name, value]: Fact, { paint, columns }: Look): readonly string[] {
  if (value === null) return [];
  const [first = '', ...more] = wrap(line(value), Math.max(40, columns - NAME_CELLS));
  return [
    `${paint('dim', pad(name, NAME_CELLS))}${first}`,
    ...more.map((text) => ' '.repeat(NAME_CELLS) + text),
  ];
}

export function diagnosticLines(all: readonly Diagnostic[], { paint, columns }: Look): readonly string[] {
  return all.flatMap(({ severity, path, line: at, message, todo, code }) => [
    '',
    `${paint(severity === 'error' ? 'red' : 'yellow', severity)}  ${line(path)}${at === null ? '' : `:${at}`}  ${paint('dim', code)}`,
    ...[message, todo].flatMap((text) => wrap(line(text), columns - 2)).map((text) => `  ${text}`),
  ]);
}

function indented(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((each) => (each === '' ? '' : `  ${each}`));
}
