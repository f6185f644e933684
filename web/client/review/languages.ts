// The grammars that the diff view may load: a show is Markdown with cues and YAML heads; scripts are HTML.
export const bundledLanguages = {
  markdown: () => import('@shikijs/langs/markdown'),
  html: () => import('@shikijs/langs/html'),
  yaml: () => import('@shikijs/langs/yaml'),
  json: () => import('@shikijs/langs/json'),
};
