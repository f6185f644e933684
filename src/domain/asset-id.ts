// Decides whether a text is an AssetID that a cue, an item or an episode can be known by. Old and short forms are
// (`PROD-SOT-79A4B334B1CB`, `15837`), since an id never changes.

const PLACEHOLDER = /^(?:pending|undefined|unknown|null|none|n\/?a)$/i;

export function isAssetId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text) && !PLACEHOLDER.test(text);
}
