// Checks that the line scan of a head is right. gray-matter splits head and body and `yaml` parses the head; a value
// may be edited only if both agree with the scan on every position. Nothing parsed here is ever written back.
import matter from 'gray-matter';
import { isMap, isScalar, type Pair, parseDocument, type Document as YamlDocument } from 'yaml';
import { Fault } from '../errors.ts';
import type { HeadEntry, HeadScan } from './head.ts';

export interface HeadProblem {
  readonly code:
    | 'HEAD_UNCLOSED'
    | 'HEAD_LANGUAGE'
    | 'HEAD_TOO_LONG'
    | 'HEAD_DUPLICATE_KEY'
    | 'HEAD_NOT_YAML'
    | 'HEAD_UNCLEAR'
    | 'HEAD_BELOW'
    | 'HEAD_TWICE'
    | 'HEAD_CONFLICT';
  /** Offset in the whole text. */
  readonly at: number;
  readonly tech: string;
}

// Real heads have 1–4 KB. The limits guard against hostile input: long heads cost time, and a recursive parser that
// runs out of stack on a deep one can crash Node.
const LONGEST = 64 * 1024;
const MOST_BLANK_LINES = 100;
const DEEPEST = 40;

/** Null if the head is sound. */
export function checkHead(text: string, scan: HeadScan): HeadProblem | null {
  if (scan.close === null) return problem('HEAD_UNCLOSED', scan.open.start, 'no closing delimiter line');
  if (scan.language !== '') return problem('HEAD_LANGUAGE', scan.open.start, `opened as ---${scan.language}`);
  const source = text.slice(scan.open.end, scan.close.start);
  const conflict = /^(?:<{7}|>{7})(?:[ \t]|\r?$)/m.exec(source);
  if (conflict !== null)
    return problem('HEAD_CONFLICT', scan.open.end + conflict.index, 'lines of Git in it');
  if (scan.second !== null) return problem('HEAD_TWICE', scan.second.start, 'another head right below');
  if (scan.oddity === 'below') return problem('HEAD_BELOW', scan.open.start, 'not on the first line');
  if (scan.oddity === 'signs') return problem('HEAD_UNCLEAR', scan.open.start, 'not between three hyphens');
  if (tooLong(source)) return problem('HEAD_TOO_LONG', scan.open.start, 'over the bounds on length or depth');
  return duplicate(scan.entries) ?? speech(scan, source) ?? disagreement(text, scan, scan.close.start);
}

const BLANK_LINE = /(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)$/;

/** YAML also reads `JOSH: Who is it?` and `Well, folks: here we go`. */
function speech({ entries, open }: HeadScan, source: string): HeadProblem | null {
  const said = entries.find(({ key, raw, span }) => {
    const isLong = raw.trim().split(/\s+/).length > 2;
    const isName = /^[A-Z][A-Z .'-]+$/.test(key);
    const isApart =
      /^\p{Lu}/u.test(key) &&
      BLANK_LINE.test(source.slice(Math.max(0, span.start - open.end - 100), span.start - open.end));
    return (isLong && (isName || isApart)) || key.split(/\s+/).length > 2 || /[,?!"“”’]/.test(key);
  });
  if (said !== undefined)
    return problem('HEAD_UNCLEAR', said.span.start, `${said.key} may be said by somebody`);
  const heading = /^#{1,6}\s*(?:script|notes?|description)\s*$/im.exec(source);
  return heading === null ? null : problem('HEAD_UNCLEAR', open.end + heading.index, 'a heading in it');
}

function problem(code: HeadProblem['code'], at: number, tech: string): HeadProblem {
  return { code, at, tech };
}

function tooLong(source: string): boolean {
  if (source.length > LONGEST || /(?:[-?:][ \t]+){40}/.test(source)) return true;
  let depth = 0;
  let blankLines = 0;
  for (const char of source) {
    if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
    if (depth > DEEPEST) return true;
  }
  for (const line of source.split(/\r\n|\n|\r/)) {
    blankLines = line.trim() === '' ? blankLines + 1 : 0;
    if (blankLines > MOST_BLANK_LINES) return true;
  }
  return false;
}

function duplicate(entries: readonly HeadEntry[]): HeadProblem | null {
  const seen = new Set<string>();
  for (const entry of entries) {
    if (seen.has(entry.name))
      return problem('HEAD_DUPLICATE_KEY', entry.span.start, `${entry.key} stands twice`);
    seen.add(entry.name);
  }
  return null;
}

function disagreement(text: string, scan: HeadScan, closeAt: number): HeadProblem | null {
  const split = splitAndRead(text, scan, closeAt);
  if (split.failure !== null) return problem('HEAD_NOT_YAML', scan.open.start, split.failure);
  const from = scan.open.start + opening(text, scan).length;
  if (
    split.head.length !== headLength(text, from, closeAt) ||
    split.body.length !== text.length - scan.span.end
  ) {
    return problem('HEAD_UNCLEAR', scan.open.start, 'gray-matter splits head and body elsewhere');
  }
  const yaml = split.yaml;
  if (yaml === null)
    return scan.entries.length === 0 ? null : problem('HEAD_UNCLEAR', scan.open.start, 'no YAML in it');
  const error = yaml.errors[0];
  if (error !== undefined)
    return problem('HEAD_NOT_YAML', from + error.pos[0], `${error.code}: ${error.message}`);
  return entriesDisagree(scan, yaml, from);
}

interface Split {
  readonly head: string;
  readonly body: string;
  readonly yaml: YamlDocument.Parsed | null;
  readonly failure: string | null;
}

function splitAndRead(text: string, scan: HeadScan, closeAt: number): Split {
  let yaml: YamlDocument.Parsed | null = null;
  const readYaml = (source: string): object => {
    // gray-matter cuts the head before the final `\n`, which leaves a `\r` behind.
    yaml = parseDocument(source.replace(/\r$/, ''), {
      version: '1.2',
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
    });
    return {};
  };
  try {
    // The scan treats a lone `\r` as a line ending, gray-matter does not. The replacement has the same length, so
    // offsets still match.
    const file = matter(text.slice(scan.open.start).replace(/\r(?!\n)/g, '\n'), {
      delimiters: [opening(text, scan), text.slice(closeAt, scan.close?.end)],
      language: 'yaml',
      engines: { yaml: readYaml, json: refuseLanguage, javascript: refuseLanguage },
    });
    return { head: file.matter, body: file.content, yaml, failure: null };
  } catch (error) {
    if (error instanceof Fault) throw error;
    // Any parser failure means the same: this head must not be edited.
    return {
      head: '',
      body: '',
      yaml: null,
      failure: error instanceof Error ? error.message : String(error),
    };
  }
}

/** The opening delimiter without trailing whitespace. */
function opening(text: string, scan: HeadScan): string {
  return text.slice(scan.open.start, scan.open.end).trimEnd();
}

/** gray-matter's head runs from the opening delimiter to just before the `\n` that precedes the closing one. */
function headLength(text: string, from: number, closeAt: number): number {
  return text.slice(from, closeAt).length - 1;
}

function refuseLanguage(): object {
  throw new Fault('bug', 'HEAD_LANGUAGE', 'a head in another language than YAML was about to be read');
}

function entriesDisagree(scan: HeadScan, yaml: YamlDocument.Parsed, from: number): HeadProblem | null {
  const pairs: readonly Pair[] = isMap(yaml.contents) ? yaml.contents.items : [];
  if (yaml.contents !== null && !isMap(yaml.contents)) {
    return problem('HEAD_UNCLEAR', scan.open.start, 'not a map of keys and values');
  }
  const odd = scan.entries.find((entry, i) => !agrees(entry, pairs[i], from));
  if (odd !== undefined) return problem('HEAD_UNCLEAR', odd.span.start, `${odd.key} is read in two ways`);
  return pairs.length === scan.entries.length
    ? null
    : problem(
        'HEAD_UNCLEAR',
        scan.open.start,
        `${pairs.length} YAML keys, ${scan.entries.length} lines with one`,
      );
}

function agrees(entry: HeadEntry, pair: Pair | undefined, from: number): boolean {
  if (pair === undefined || !isScalar(pair.key) || pair.key.range?.[0] !== entry.span.start - from)
    return false;
  const value = pair.value;
  if (entry.form === 'empty') return value === null || (isScalar(value) && (value.source ?? '') === '');
  if (entry.form === 'nested' || entry.form === 'block') return value !== null;
  if (!isScalar(value)) return false;
  return value.range?.[0] === entry.valueSpan.start - from && value.range[1] === entry.valueSpan.end - from;
}
