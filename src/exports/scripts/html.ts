// Builds HTML pages from the show's text. Escapes everything; pages run no scripts and load nothing from the network.
import { type EpisodeId, nameOf, type TreePath } from '../../domain/ids.ts';
import type { MediaFile } from '../../domain/media/shelf.ts';
import type { Style, TextRun } from '../../markdown/script-parts.ts';
import { editQuestion } from './cue-names.ts';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

export function escaped(text: string): string {
  return writable(text).replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '');
}

/** Removes control characters and text direction overrides, and replaces lone surrogates. */
export function writable(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/\p{Cs}/gu, '\uFFFD');
}

/** Escapes text and keeps its line breaks. */
export function lines(text: string): string {
  return escaped(text.replace(/\r\n?/g, '\n').trim()).replaceAll('\n', '<br>');
}

export interface Sheet {
  readonly title: string;
  readonly style: string;
  /** CSS class of the body. */
  readonly look: string;
  readonly body: readonly string[];
}

export function sheet({ title, style, look, body }: Sheet): string {
  const policy = "default-src 'none'; img-src 'self' data: file:; style-src 'unsafe-inline'";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
${style.trim()}
</style>
</head>
<body class="${look}">
${body.join('\n')}
</body>
</html>
`;
}

/** Quotes text as a CSS string. Letters, digits and spaces stay, all else is escaped by code point. */
export function cssString(text: string): string {
  const safe = [...writable(text)].map((character) =>
    /[A-Za-z0-9 ]/.test(character) ? character : `\\${character.codePointAt(0)?.toString(16) ?? ''} `,
  );
  return `"${safe.join('')}"`;
}

// ---- runs ----

const TAGS: Readonly<Record<Style, string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  struck: 's',
  highlight: 'mark',
};

export function runsHtml(runs: readonly TextRun[]): string {
  return runs.map(runHtml).join('');
}

function runHtml(run: TextRun): string {
  if (run.kind === 'edit') return editHtml(run.text, editQuestion(run));
  const text = escaped(run.text).replaceAll('\n', '<br>');
  const styled = run.styles.reduce((inner, style) => `<${TAGS[style]}>${inner}</${TAGS[style]}>`, text);
  if (run.kind === 'token') return `<b class="loud">NOT A CUE YET: ${styled}</b>`;
  return run.kind === 'direction' ? `<i class="direction">${styled}</i>` : styled;
}

function editHtml(text: string, question: string): string {
  const stands = text === '' ? '' : `<span class="edit">${escaped(text)}</span> `;
  return `${stands}<b class="loud">EDIT OPEN: ${escaped(question)}</b>`;
}

// ---- media ----

const SHOWN = /\.(?:png|jpe?g|gif|webp|avif|bmp|svg)$/i;

/** Address of a picture relative to `exports/`; null if a page can't show it or it lies outside the episode. */
export function pictureAddress(file: MediaFile, episode: EpisodeId): string | null {
  return SHOWN.test(file.path) ? addressOf(file.path, episode) : null;
}

function addressOf(path: TreePath, episode: EpisodeId): string | null {
  const folder = `episodes/${episode}/`;
  if (!path.startsWith(folder)) return null;
  const parts = writable(path.slice(folder.length)).split('/');
  return `../${parts.map((part) => encodeURIComponent(part)).join('/')}`;
}

export function fileNames(files: readonly MediaFile[]): string {
  return files.map(({ path }) => nameOf(path)).join(', ');
}
