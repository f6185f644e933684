// The hostile corpus below test/fixtures/hostile: scripts, heads, file names and neighbours that speak to the model or
// to the program, each with what a model says that does as it is told; and below answers/ what no model should say.
//   title, file, head, script, eol, bom   the segment: `title: null` has none, `head` replaces lines by their keys
//   info, previous, next, remarks         what stands around it; a neighbour is [title, script, slug]
//   episode, segments                     the subject is the episode, its segments are [title, description]
//   says        what the model answers to the two questions
//   becomes     what is proposed of that; what is not named is refused
//   never       what no proposed value may hold, in small letters
//   unasked     what must not even reach the model
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EpisodeId, type TreePath, treePath } from '../src/domain/ids.ts';
import { mediaShelf } from '../src/domain/media/shelf.ts';
import { parseInfo, parseSegment } from '../src/markdown/document.ts';
import type { EpisodeSubject, SegmentSubject } from '../src/step.ts';
import { USUAL } from './steps/fixtures.ts';
import type { Asked, Behaviour } from './tools/language/server.ts';

export interface Hostile {
  readonly name: string;
  readonly title?: string | null;
  readonly file?: string;
  readonly head?: readonly string[];
  readonly script?: readonly string[];
  readonly eol?: string;
  readonly bom?: boolean;
  readonly info?: readonly string[];
  readonly previous?: readonly [title: string, script: string, slug?: string];
  readonly next?: readonly [title: string, script: string, slug?: string];
  readonly remarks?: readonly string[];
  readonly episode?: boolean;
  readonly segments?: readonly (readonly [title: string, description: string])[];
  readonly says: { readonly slug?: string; readonly description?: string };
  readonly becomes?: { readonly slug?: string; readonly description?: string };
  readonly never: readonly string[];
  readonly unasked?: readonly string[];
}

interface Worst {
  readonly name: string;
  readonly content?: string;
  readonly message?: unknown;
  readonly finish?: string;
}

const ROOT = new URL('fixtures/hostile/', import.meta.url).pathname;

export const corpus: readonly Hostile[] = readdirSync(ROOT)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .flatMap((name) => {
    const cases = JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as Hostile[];
    return cases.map((each) => ({ ...each, name: `${name.slice(0, -'.json'.length)}: ${each.name}` }));
  });

export const worstAnswers = JSON.parse(
  readFileSync(join(ROOT, 'answers/worst.json'), 'utf8'),
) as readonly Worst[];

const TONE = { tone: 'mocking', confidence: 1, rationale: 'it was told to' };

/** A model that does what it was told. */
export function obeying({ says }: Hostile): (asked: Asked) => Behaviour {
  return (asked) => {
    const keys = JSON.stringify(asked.response_format ?? '');
    if (keys.includes('"rationale"')) return { say: JSON.stringify(TONE) };
    const { slug = '', description = '' } = says;
    return { say: JSON.stringify(keys.includes('"slug"') ? { slug } : { description }) };
  };
}

export function answering(worst: Worst): Behaviour {
  const { content, message, finish } = worst;
  if (content !== undefined) return { say: content, ...(finish === undefined ? {} : { finish }) };
  const choices = [{ index: 0, ...(message === null ? {} : { message }), finish_reason: 'stop' }];
  return { raw: JSON.stringify({ id: '1', object: 'chat.completion', choices }) };
}

// ---- texts ----

const SCRIPT = [
  'The town library has a heron, and the heron has a library card. Mrs. Abernathy gave it one in March.',
  'The rules never say that a reader must be a person. It waits beside the travel books until twenty past five.',
];
const EPISODE = '0101' as EpisodeId;
const RUNDOWN = `episodes/${EPISODE}/rundown`;
export const INFO_PATH = treePath(`episodes/${EPISODE}/info.md`);

function headOf(lines: readonly string[], changed: readonly string[]): readonly string[] {
  const keyOf = (line: string) => /^[^\s:]+(?=:)/.exec(line)?.[0] ?? '';
  const keys = new Set(changed.map(keyOf));
  return ['---', ...lines.filter((line) => !keys.has(keyOf(line))), ...changed, '---'];
}

function textOf({ title = 'The Heron', head = [], script = [], eol = '\n', bom = false }: Hostile): string {
  const usual = [
    "id: '10001'",
    'slug:',
    'type: segment',
    'order: 20',
    'description:',
    '# a note',
    'x-own:  kept ',
  ];
  const titled = title === null ? usual : [...usual, `title: ${title}`];
  const lines = [...headOf(titled, head), '', '## Script', '', ...SCRIPT, '', ...script, ''];
  return (bom ? '\ufeff' : '') + lines.join(eol);
}

function besideText([title, script, slug = '']: readonly [string, string, string?], order: number): string {
  return `---\nslug: ${slug}\ntype: segment\norder: ${order}\ndescription: His own.\ntitle: ${JSON.stringify(title)}\n---\n\n## Script\n\n${script}\n`;
}

/** Path in the tree → text, the subject's own file first. */
export function filesOf(hostile: Hostile): ReadonlyMap<TreePath, string> {
  const { file = '20 Heron.md', info, previous, next, episode, segments = [] } = hostile;
  const infoText = info && [...headOf([], info), ''].join('\n');
  const told = segments.map(([title, description], i): [TreePath, string] => [
    treePath(`${RUNDOWN}/${i + 1}0 Told.md`),
    `---\nslug: told-${i}\ntype: segment\norder: ${i + 1}0\ntitle: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(description)}\n---\n\n## Script\n\n${SCRIPT.join(' ')}\n`,
  ]);
  const files: (readonly [TreePath, string | undefined])[] = [
    ...(episode ? [] : [[treePath(`${RUNDOWN}/${file}`), textOf(hostile)] as const]),
    [INFO_PATH, infoText],
    [treePath(`${RUNDOWN}/10 Before.md`), previous && besideText(previous, 10)],
    [treePath(`${RUNDOWN}/30 After.md`), next && besideText(next, 30)],
    ...told,
  ];
  return new Map(files.filter((entry): entry is [TreePath, string] => entry[1] !== undefined));
}

export function subjectOf(hostile: Hostile): SegmentSubject | EpisodeSubject {
  const files = [...filesOf(hostile)];
  const segments = files.flatMap(([path, text]) => (path === INFO_PATH ? [] : [parseSegment(path, text)]));
  const infoText = files.find(([path]) => path === INFO_PATH)?.[1];
  const info = infoText === undefined ? null : parseInfo(INFO_PATH, infoText);
  const common = {
    episode: EPISODE,
    settings: USUAL,
    owned: new Map(),
    madeFrom: new Map(),
    remarks: hostile.remarks ?? [],
    copies: [],
    media: mediaShelf([]),
    info,
  };
  const [document] = segments;
  if (hostile.episode || document === undefined)
    return {
      ...common,
      kind: 'episode',
      path: INFO_PATH,
      segments,
      exports: new Map(),
      conflictCopies: [],
      orphans: [],
    };
  const named = (name: string) => segments.find(({ path }) => path.endsWith(name)) ?? null;
  return {
    ...common,
    kind: 'segment',
    path: document.path,
    document,
    previous: named('10 Before.md'),
    next: named('30 After.md'),
    siblings: segments,
    notes: [],
    linkedFrom: [],
  };
}
