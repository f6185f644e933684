// Grammars that the diff view may load: a show is Markdown with YAML front matter. Everything else is plain text.
export const bundledLanguages = {
  markdown: () => import('@shikijs/langs/markdown'),
  yaml: () => import('@shikijs/langs/yaml'),
};
