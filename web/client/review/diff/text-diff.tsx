// Diff of a file's whole text by lines, with changed words marked, unified or side by side. Loaded on first use, or
// when the page is idle.
import { preloadHighlighter } from '@pierre/diffs';
import { MultiFileDiff, PatchDiff, Virtualizer } from '@pierre/diffs/react';
import { useMemo } from 'react';
import type { ReviewFile } from '../../../../src/desk.ts';
import { hunksOf } from './hunks.ts';
import { registerThemes, THEMES } from './text-themes.ts';

registerThemes();

interface TextDiffProps {
  readonly file: ReviewFile;
  readonly style: 'unified' | 'split';
  readonly isDark: boolean;
  /** Hunks already known for a long text. */
  readonly hunks?: string | null;
}

/** Characters; longer texts are not coloured, because Markdown colours are not worth the time. */
const MOST_COLOURED = 60_000;
/**
 * Average lines per side; longer texts are shown by their known parts instead of a full diff, without the text between.
 */
const MOST_SEARCHED_LINES = 1_000;

/** Loads themes and grammars, so the first diff appears as fast as later ones. */
export async function warmUp(): Promise<void> {
  await preloadHighlighter({ themes: Object.values(THEMES), langs: ['markdown', 'yaml'] });
}

export function TextDiff({ file, style, isDark, hunks = null }: TextDiffProps) {
  const { before, after } = file;
  const lang = languageOf(file);
  const options = useMemo(
    () =>
      ({
        diffStyle: style,
        lineDiffType: 'word',
        overflow: 'wrap',
        theme: THEMES,
        themeType: isDark ? 'dark' : 'light',
        disableFileHeader: true,
        diffIndicators: 'classic',
        onPostRender: nameButtons,
        // A show's paragraphs are long lines.
        maxLineDiffLength: 20_000,
        tokenizeMaxLength: MOST_COLOURED,
      }) as const,
    [style, isDark],
  );
  const isLong =
    hunks !== null || (file.parts.length > 0 && linesOf(before) + linesOf(after) > 2 * MOST_SEARCHED_LINES);
  return (
    <Virtualizer className="text-diff">
      {isLong ? (
        <LongDiff file={file} hunks={hunks} options={options} />
      ) : (
        <ShortDiff file={file} options={options} lang={lang} />
      )}
    </Virtualizer>
  );
}

type Options = NonNullable<Parameters<typeof MultiFileDiff>[0]['options']>;

function ShortDiff({ file, options, lang }: DiffProps & { readonly lang: 'markdown' | 'yaml' | 'text' }) {
  const { path, pathAfter, before, after } = file;
  const oldFile = useMemo(() => ({ name: path, contents: before ?? '', lang }), [path, before, lang]);
  const newFile = useMemo(() => ({ name: pathAfter, contents: after ?? '', lang }), [pathAfter, after, lang]);
  return <MultiFileDiff oldFile={oldFile} newFile={newFile} options={options} disableWorkerPool />;
}

interface DiffProps {
  readonly file: ReviewFile;
  readonly options: Options;
}

function LongDiff({ file, hunks, options }: DiffProps & { readonly hunks: string | null }) {
  const patch = useMemo(() => `${PATCH_HEAD}${hunks ?? hunksOf(file)}`, [file, hunks]);
  return <PatchDiff patch={patch} options={options} disableWorkerPool />;
}

/** A neutral name, because the real one would turn colouring on. */
const PATCH_HEAD = '--- a/text\n+++ b/text\n';

function linesOf(text: string | null): number {
  return text === null ? 0 : text.split('\n').length;
}

/** Labels the view's buttons, which have no text, and makes the scroll area reachable by keyboard. */
function nameButtons(host: HTMLElement): void {
  for (const button of host.shadowRoot?.querySelectorAll('[data-expand-button]') ?? [])
    button.setAttribute('aria-label', 'Show the lines that stayed the same');
  const box = host.closest('.text-diff');
  box?.setAttribute('tabindex', '0');
  box?.setAttribute('role', 'group');
  box?.setAttribute('aria-label', 'The text, line by line');
}

function languageOf({ pathAfter, before, after }: ReviewFile): 'markdown' | 'yaml' | 'text' {
  if ((before?.length ?? 0) + (after?.length ?? 0) > MOST_COLOURED) return 'text';
  if (pathAfter.endsWith('.md')) return 'markdown';
  return /\.ya?ml$/.test(pathAfter) ? 'yaml' : 'text';
}
