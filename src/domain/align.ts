// Matches the lines of one text to those of another. Returns only unambiguous matches.
//
// Anchors are both ends of the texts and every line that occurs exactly once in each. From each anchor, matching
// continues up and down while lines are equal. A line matched to two different places, or a place claimed by two lines,
// is ambiguous and matches nothing: a guess could put an edit on the wrong duplicate.

export interface TextLines {
  /** Lines without their endings. There is one more line than there are endings, so the last may be empty. */
  readonly text: readonly string[];
  /** Offset of each line's first character. */
  readonly start: readonly number[];
}

export function splitLines(text: string): TextLines {
  const lines: string[] = [];
  const start: number[] = [];
  let at = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push(text.slice(at, match.index));
    start.push(at);
    at = match.index + match[0].length;
  }
  lines.push(text.slice(at));
  start.push(at);
  return { text: lines, start };
}

/** Index of the line that contains an offset; a line ending belongs to the line it ends. */
export function lineAt(lines: TextLines, offset: number): number {
  let low = 0;
  let high = lines.start.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines.start[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** For each line of `from`, its line in `to`, or -1 if it is deleted, changed or ambiguous. */
export function align(from: readonly string[], to: readonly string[]): Int32Array {
  const anchors = anchorsOf(from, to);
  const down = follow(from, to, anchors, 1);
  const up = follow(from, to, anchors, -1);
  const match = new Int32Array(from.length).fill(-1);
  const claims = new Int32Array(to.length);
  const claim = (place: number) => {
    if (place >= 0) claims[place] = (claims[place] ?? 0) + 1;
  };
  for (let i = 0; i < from.length; i++) {
    const [a = -1, b = -1] = [down[i], up[i]];
    claim(a);
    if (b !== a) claim(b);
    match[i] = a === b || b < 0 ? a : a < 0 ? b : -1;
  }
  return match.map((place) => (place >= 0 && claims[place] === 1 ? place : -1));
}

function anchorsOf(from: readonly string[], to: readonly string[]): Int32Array {
  const places = new Map<string, number>();
  to.forEach((line, j) => {
    places.set(line, places.has(line) ? -1 : j);
  });
  const seen = new Map<string, number>();
  from.forEach((line, i) => {
    seen.set(line, seen.has(line) ? -1 : i);
  });
  return Int32Array.from(from, (line) => (seen.get(line) === -1 ? -1 : (places.get(line) ?? -1)));
}

function follow(
  from: readonly string[],
  to: readonly string[],
  anchors: Int32Array,
  step: 1 | -1,
): Int32Array {
  const found = new Int32Array(from.length).fill(-1);
  let next = step === 1 ? 0 : to.length - 1;
  let lost = false;
  for (let i = step === 1 ? 0 : from.length - 1; i >= 0 && i < from.length; i += step) {
    const anchor = anchors[i] ?? -1;
    if (anchor >= 0) {
      next = anchor;
      lost = false;
    }
    if (lost || from[i] !== to[next]) {
      lost = true;
      continue;
    }
    found[i] = next;
    next += step;
  }
  return found;
}
