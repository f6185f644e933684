// The grammars that the diff view may load: a show is Markdown with YAML heads. Everything else is plain.
export const bundledLanguages = {
  markdown: () => import('@shikijs/langs/markdown'),
  yaml: () => import('@shikijs/langs/yaml'),
};
