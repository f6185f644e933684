// The text that is replaced and its new text, at a place. Offsets count UTF-16 code units of the whole file's
// text, a leading byte order mark included.

export interface Edit {
  readonly start: number;
  readonly end: number;
  /** What stands at start..end; kept so that an edit can be checked, moved and undone without its base. */
  readonly removed: string;
  readonly added: string;
  /** What the edit is about, for ownership and reverts: `slug`, `duration`, `cue:CUEMEOMVCAIQ2MDV7`. */
  readonly field: string;
}

/** Replaces text[start..end] by `added`; the caller names the field. */
export function editAt(text: string, start: number, end: number, added: string, field: string): Edit {
  return { start, end, removed: text.slice(start, end), added, field };
}

/** In order of place, without overlap, and each standing on the text that it says it replaces? */
export function fits(text: string, edits: readonly Edit[]): boolean {
  let last = 0;
  for (const edit of edits) {
    if (edit.start < last || edit.end < edit.start || edit.end > text.length) return false;
    if (text.slice(edit.start, edit.end) !== edit.removed) return false;
    last = edit.end;
  }
  return true;
}

/** The text with all edits made. Throws a RangeError where they do not fit: applying blindly would lose words. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  if (!fits(text, edits)) throw new RangeError('edits do not fit the text that they are applied to');
  let result = '';
  let last = 0;
  for (const edit of edits) {
    result += text.slice(last, edit.start) + edit.added;
    last = edit.end;
  }
  return result + text.slice(last);
}

/** The edits that undo these, placed on the text that these produce. */
export function inverted(edits: readonly Edit[]): readonly Edit[] {
  let shift = 0;
  return edits.map((edit) => {
    const start = edit.start + shift;
    shift += edit.added.length - edit.removed.length;
    return {
      start,
      end: start + edit.added.length,
      removed: edit.added,
      added: edit.removed,
      field: edit.field,
    };
  });
}

/** Equal removed and added text, edit by edit, wherever they stand: "the same change". */
export function sameEdits(a: readonly Edit[], b: readonly Edit[]): boolean {
  return (
    a.length === b.length &&
    a.every((edit, i) => edit.removed === b[i]?.removed && edit.added === b[i]?.added)
  );
}
