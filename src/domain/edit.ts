// An edit: text at a place, and its replacement. Offsets count UTF-16 code units of the whole file's text, including a
// leading byte order mark.

export interface Edit {
  readonly start: number;
  readonly end: number;
  /** Text at start..end, kept so that an edit can be checked, moved and undone without its base. */
  readonly removed: string;
  readonly added: string;
  /** Field the edit changes, for ownership and reverts: `slug`, `duration`, `cue:CUEMEOMVCAIQ2MDV7`. */
  readonly field: string;
}

/** An edit that replaces text[start..end] with `added`. */
export function editAt(text: string, start: number, end: number, added: string, field: string): Edit {
  return { start, end, removed: text.slice(start, end), added, field };
}

/** True if the edits are in order, do not overlap, and each finds its `removed` text in place. */
export function fits(text: string, edits: readonly Edit[]): boolean {
  let last = 0;
  for (const edit of edits) {
    if (edit.start < last || edit.end < edit.start || edit.end > text.length) return false;
    if (text.slice(edit.start, edit.end) !== edit.removed) return false;
    last = edit.end;
  }
  return true;
}

/** Applies all edits. Throws a RangeError if they do not fit, because applying them blindly would lose text. */
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

/** True if removed and added texts are equal, edit by edit, regardless of position. */
export function sameEdits(a: readonly Edit[], b: readonly Edit[]): boolean {
  return (
    a.length === b.length &&
    a.every((edit, i) => edit.removed === b[i]?.removed && edit.added === b[i]?.added)
  );
}
