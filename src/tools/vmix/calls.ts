// Builds the calls to vMix as values: texts and pictures of a title, and files of a list. Sends nothing.
import { formatDuration } from '../../domain/duration.ts';
import { type EpisodeId, nameOf, treePath } from '../../domain/ids.ts';
import { oneLine } from '../../domain/one-line.ts';
import { filledTitle, type TitleWord } from '../../domain/title.ts';
import type { MediaEntry } from '../../exports/media-entry.ts';
import type { Rundown, RundownEntry } from '../../markdown/rundown.ts';
import { quoteOf } from './quote.ts';
import { canBeOnWindows, isWindowsPath, windowsPath } from './windows.ts';

/** One call of vMix's API. */
export interface VmixCall {
  readonly function: 'SetText' | 'SetImage' | 'ListRemoveAll' | 'ListAdd';
  /** Name or number of the input. */
  readonly input: string;
  /** Field of a title: `Headline.Text`, `Logo.Source`. Null for lists. */
  readonly field: string | null;
  readonly value: string | null;
}

/** Data of an episode that titles can show. */
export interface TitleFacts {
  readonly show: string;
  readonly episode: EpisodeId;
  readonly rundown: Rundown;
  readonly entries: readonly MediaEntry[];
}

/** Which input shows which values. `drive`: path of the tree on the vMix machine, `V:\show`. */
export interface TitleMapping {
  readonly input: string | null;
  /** Field → template (see `domain/title.ts`). Fields that end in `.Source` are pictures. */
  readonly titles: Readonly<Record<string, string>>;
  readonly drive: string | null;
}

const TITLE_CHARACTERS = 1000;

/** Sorted by field, `Item2` before `Item10`. Missing values are sent as empty, so no title keeps last week's text. */
export function titleCalls(facts: TitleFacts, { input, titles, drive }: TitleMapping): readonly VmixCall[] {
  if (input === null) return [];
  const words = titleWords(facts);
  return Object.entries(titles)
    .sort(([a], [b]) => naturally(a, b))
    .map(([field, template]): VmixCall => {
      const value = oneLine(filledTitle(template, words), TITLE_CHARACTERS);
      if (!isPicture(field)) return { function: 'SetText', input, field, value };
      return { function: 'SetImage', input, field, value: pictureAt(template, words, drive) };
    });
}

export function isPicture(field: string): boolean {
  return /\.source$/i.test(field);
}

/** Clears the list and refills it in order of the numbers. `leftOut`: one sentence per entry that can't be added. */
export function listCalls(
  entries: readonly MediaEntry[],
  { list, drive }: { readonly list: string | null; readonly drive: string | null },
): { readonly calls: readonly VmixCall[]; readonly leftOut: readonly string[] } {
  if (list === null || drive === null) return { calls: [], leftOut: [] };
  const inOrder = [...entries].sort((a, b) => naturally(a.number, b.number));
  const judged = inOrder.map((entry) => ({ file: entry.file, why: whyNotAdded(entry) }));
  const added = judged.flatMap(({ file, why }): readonly VmixCall[] => {
    if (file === null || why !== null) return [];
    return [{ function: 'ListAdd', input: list, field: null, value: windowsPath(file.path, drive) }];
  });
  const cleared: VmixCall = { function: 'ListRemoveAll', input: list, field: null, value: null };
  return { calls: [cleared, ...added], leftOut: judged.flatMap(({ why }) => why ?? []) };
}

function whyNotAdded({ number, type, slug, file, status, whyNoFile }: MediaEntry): string | null {
  const name = `${number} ${type} ${slug}`;
  if (file === null) return `${name}: ${status}${whyNoFile === null ? '' : `, ${whyNoFile}`}`;
  if (canBeOnWindows(file.path)) return null;
  return `${name}: Windows can't have a file named ${oneLine(nameOf(file.path), 80)}; rename it`;
}

/** Path of a picture on the vMix machine. Only the template in the settings may contain an absolute path; values from
 *  the episode can only name files of the show. Otherwise a script could name any share, and Windows might send that
 *  server its password. */
function pictureAt(template: string, words: (word: TitleWord) => string, drive: string | null): string {
  const path = filledTitle(template, (word) => {
    const said = words(word);
    if (word.name !== 'file') return said.replace(/[\\/:]|^\.+/g, '-');
    return canBeOnWindows(treePath(said)) ? said : '';
  });
  const isWhole = path === '' || isWindowsPath(path) || drive === null;
  return isWhole ? path : windowsPath(treePath(path), drive);
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

function naturally(a: string, b: string): number {
  return COLLATOR.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

// ---- values of title templates ----

type Says = (name: string) => string;

function titleWords(facts: TitleFacts): (word: TitleWord) => string {
  const onAir = facts.rundown.entries.filter((entry) => entry.onAir);
  const quotes = facts.entries.filter(({ type, page }) => type === 'FSQ' && (page?.page ?? 1) === 1);
  const nothing: Says = () => '';
  return (word) => {
    if (word.kind === 'episode') return episodeWord(facts, word.name);
    const at = word.place - 1;
    if (word.kind === 'item') return (itemWords(onAir[at], facts.rundown.fps) ?? nothing)(word.name);
    if (word.kind === 'media')
      return (mediaWords(facts.entries[at], facts.rundown.fps) ?? nothing)(word.name);
    const quote = quotes[at];
    return quote === undefined ? '' : quoteOf(quote.cue)[word.name === 'by' ? 'by' : 'text'];
  };
}

function episodeWord({ show, episode, rundown: { info } }: TitleFacts, name: string): string {
  if (name === 'show') return show;
  if (name === 'episode') return episode;
  return info?.value(name) ?? '';
}

function itemWords(entry: RundownEntry | undefined, fps: number): Says | null {
  if (entry === undefined) return null;
  const { document, block, startMs, durationMs } = entry;
  const words: Readonly<Record<string, string | null>> = {
    title: document.title,
    slug: document.slug,
    block,
    start: startMs === null ? null : formatDuration(startMs, fps),
    duration: formatDuration(durationMs, fps),
  };
  return (name) => words[name] ?? '';
}

function mediaWords(entry: MediaEntry | undefined, fps: number): Says | null {
  if (entry === undefined) return null;
  const { number, type, slug, item, file, durationMs, status } = entry;
  const words: Readonly<Record<string, string | null>> = {
    number,
    type,
    slug,
    item: item.document.title,
    duration: durationMs === null ? null : formatDuration(durationMs, fps),
    status,
    file: file?.path ?? null,
  };
  return (name) => words[name] ?? '';
}
