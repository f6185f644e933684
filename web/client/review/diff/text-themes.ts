// Colour themes for Markdown in the diff view: few colours, so changes stand out. Lines and words use the page's own
// tokens, from pane.css.
import { registerCustomTheme } from '@pierre/diffs';

interface Palette {
  readonly ink: string;
  readonly paper: string;
  readonly quiet: string;
  readonly accent: string;
  readonly added: string;
  readonly removed: string;
}

export const THEMES = { light: 'show-light', dark: 'show-dark' } as const;

const LIGHT: Palette = {
  ink: '#1d2230',
  paper: '#ffffff',
  // Must also be readable on the colour of a changed word.
  quiet: '#4f5666',
  accent: '#3b45b8',
  added: '#14683e',
  removed: '#a8232e',
};

const DARK: Palette = {
  ink: '#e8eaf0',
  paper: '#1b1e25',
  quiet: '#d5dae4',
  accent: '#a9b1ff',
  added: '#7ce0a6',
  removed: '#ff9c9c',
};

/** Call once, before the first diff: the diff view does not allow registering again. */
export function registerThemes(): void {
  registerCustomTheme(THEMES.light, () => Promise.resolve(themeOf(THEMES.light, 'light', LIGHT)));
  registerCustomTheme(THEMES.dark, () => Promise.resolve(themeOf(THEMES.dark, 'dark', DARK)));
}

function themeOf(name: string, type: 'light' | 'dark', palette: Palette) {
  const { ink, paper, quiet, accent, added, removed } = palette;
  return {
    name,
    type,
    fg: ink,
    bg: paper,
    colors: {
      'editor.foreground': ink,
      'editor.background': paper,
      'gitDecoration.addedResourceForeground': added,
      'gitDecoration.deletedResourceForeground': removed,
      'gitDecoration.modifiedResourceForeground': accent,
    },
    settings: [
      { settings: { foreground: ink, background: paper } },
      {
        scope: ['markup.heading', 'entity.name.section'],
        settings: { foreground: accent, fontStyle: 'bold' },
      },
      { scope: ['markup.bold'], settings: { fontStyle: 'bold' } },
      { scope: ['markup.italic'], settings: { fontStyle: 'italic' } },
      { scope: ['entity.name.tag.yaml'], settings: { foreground: accent } },
      { scope: ['comment', 'markup.underline.link', 'punctuation'], settings: { foreground: quiet } },
    ],
  };
}
