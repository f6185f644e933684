// Builds paragraphs from the atoms of a block. HTML tags separate them, style them and set their speakers.
import { isGlued, isMarkupTag } from '../html-tag.ts';
import type { Atom, MarkupTag, ProseBlock } from './blocks.ts';
import type { Speaker, Style, TextRun } from './part.ts';
import { HOST, speakerOfClass } from './speaker.ts';
import { attribute, kindOfTag, stylesOf } from './tags.ts';

/** Settings that a `<p>` gives to its words. */
export interface Setting {
  readonly speaker: Speaker;
  readonly bullet: boolean;
  readonly flag: string | null;
}

export const HOST_SETTING: Setting = { speaker: HOST, bullet: false, flag: null };

export type Paragraph =
  | { readonly kind: 'words'; readonly setting: Setting; readonly runs: readonly TextRun[] }
  | { readonly kind: 'picture'; readonly source: string; readonly caption: string }
  /** A `<p>` begins or ends here. */
  | { readonly kind: 'opens' }
  | { readonly kind: 'closes' };

export interface Paragraphs {
  readonly found: readonly Paragraph[];
  /** Setting of a `<p>` that the block leaves open; null if none. */
  readonly open: Setting | null;
}

/** More than people ever nest; styles beyond this are ignored. */
const MOST_STYLES = 50;

/** `open`: setting of a `<p>` left open by an earlier block. */
export function paragraphsOf({ atoms }: ProseBlock, open: Setting | null): Paragraphs {
  const found: Paragraph[] = [];
  const nested: { readonly name: string; readonly own: readonly Style[] }[] = [];
  let setting = open;
  let styles: readonly Style[] = [];
  let runs: TextRun[] = [];
  let edit: OpenEdit | null = null;

  const closeEdit = (isClosed: boolean) => {
    // Without a closing tag it is unclear which bar separates old from new.
    if (edit !== null) runs.push(isClosed ? editOf(edit) : { kind: 'edit', text: edit.text, suggested: '' });
    edit = null;
  };
  const part = () => {
    closeEdit(false);
    if (runs.length > 0) found.push({ kind: 'words', setting: setting ?? HOST_SETTING, runs });
    runs = [];
  };
  const say = (text: string, own: readonly Style[], kind: 'text' | 'direction' = 'text') => {
    if (edit !== null) edit = { ...edit, text: edit.text + text.replaceAll('\n', ' ') };
    else if (text !== '') runs.push({ kind, text, styles: [...new Set([...own, ...styles])] });
  };
  const enter = (next: Setting | null, kind: 'opens' | 'closes') => {
    part();
    setting = next;
    found.push({ kind });
  };
  const picture = (source: string, caption: string) => {
    part();
    found.push({ kind: 'picture', source, caption });
  };
  const listed = (closes: boolean) => {
    part();
    if (setting !== null || !closes) setting = { ...(setting ?? HOST_SETTING), bullet: !closes };
  };
  const style = ({ name, closes, source }: MarkupTag) => {
    const begun = closes ? nested.findLastIndex((each) => each.name === name) : -1;
    if (begun !== -1) nested.splice(begun, 1);
    else if (!closes && nested.length < MOST_STYLES) nested.push({ name, own: stylesOf(name, source) });
    styles = nested.flatMap(({ own }) => own);
  };
  const tag = (each: MarkupTag) => {
    const { name, closes, source } = each;
    const kind = kindOfTag(name);
    if (name === 'p') enter(closes ? null : settingOf(source), closes ? 'closes' : 'opens');
    else if (name === 'li') listed(closes);
    else if (name === 'br') say('\n', []);
    else if (name === 'img') picture(attribute(source, 'src') ?? '', attribute(source, 'alt') ?? '');
    else if (name === 'rev') {
      closeEdit(closes);
      edit = closes ? null : { does: editDoes(source), text: '' };
    } else if (kind === 'parts') part();
    else if (kind === 'styles') style(each);
    else if (kind === 'unknown') say(source, [], 'direction');
  };

  const isWords = wordsInBrackets(atoms);
  for (const [i, atom] of atoms.entries()) {
    if (atom.kind === 'text') say(plain(atom.text), atom.styles);
    else if (atom.kind === 'picture') picture(atom.source, atom.caption);
    else if (isWords(atom))
      say(atom.source, [], isGlued(wordsOf(atoms[i - 1]), wordsOf(atoms[i + 1])) ? 'text' : 'direction');
    else tag(atom);
  }
  part();
  return { found, open: setting };
}

/** HTML whose names are also names and words of people: `<Mark>`. */
const LIKE_WORDS = new Set(['mark', 'small', 'big', 'code', 'label', 'cite', 'strike', 'strong']);

/** Returns whether a tag is a person's own words, like `<small pause>`, or `<Mark>` that no tag closes. */
function wordsInBrackets(atoms: readonly Atom[]): (tag: MarkupTag) => boolean {
  const closed = new Set(atoms.flatMap((atom) => (atom.kind === 'tag' && atom.closes ? [atom.name] : [])));
  return ({ name, source, closes }) =>
    !isMarkupTag(source) || (LIKE_WORDS.has(name) && !closes && !closed.has(name));
}

function wordsOf(atom: Atom | undefined): string {
  return atom?.kind === 'text' ? atom.text : '';
}

/** Removes a word processor's stray █ and replaces non-breaking spaces. */
function plain(text: string): string {
  return text.replaceAll('█', '').replaceAll('\u00A0', ' ');
}

function settingOf(source: string): Setting {
  const classes = attribute(source, 'class') ?? '';
  const note = attribute(source, 'data-flag-note') ?? '';
  const flagged = note !== '' || attribute(source, 'data-needs-attention') === 'true';
  return {
    speaker: speakerOfClass(classes),
    bullet: /(?:^|\s)bullet(?:\s|$)/.test(classes),
    flag: flagged ? note : null,
  };
}

/** A suggested edit whose closing tag has not been met yet. */
interface OpenEdit {
  /** change: `<rev>old|new</rev>` · kill: `<rev-kill>` · add: `<rev-add>` */
  readonly does: 'change' | 'kill' | 'add';
  readonly text: string;
}

function editDoes(source: string): OpenEdit['does'] {
  const [, does = ''] = /^<rev-(kill|add)\b/i.exec(source) ?? [];
  return does.toLowerCase() === 'add' ? 'add' : does === '' ? 'change' : 'kill';
}

function editOf({ does, text }: OpenEdit): TextRun {
  if (does === 'add') return { kind: 'edit', text: '', suggested: text };
  const bar = does === 'kill' ? -1 : text.indexOf('|');
  return bar === -1
    ? { kind: 'edit', text, suggested: '' }
    : { kind: 'edit', text: text.slice(0, bar), suggested: text.slice(bar + 1) };
}
