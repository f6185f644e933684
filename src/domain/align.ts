// Which lines of one text are lines of another? Only answers that leave no doubt count.
//
// Anchors are the two ends of the texts and every line that stands exactly once in both. From an anchor the match
// runs on, up and down, as long as lines are equal. A line that two anchors lead to two different places, or a
// place that two lines lay claim to, is ambiguous and matches nothing: guessing would put an edit on the wrong twin.

export interface Lines {
  /** Without line ends; one more than there are line ends, the last one possibly empty. */
  readonly text: readonly string[];
  /** Offset of each line's first character. */
  readonly start: readonly number[];
}

export function splitLines(text: string): Lines {
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

/** The line that holds an offset; a line end belongs to the line that it ends. */
export function lineAt(lines: Lines, offset: number): number {
  let low = 0;
  let high = lines.start.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines.start[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** For each line of `from` its line in `to`, or -1 where it is gone, changed or ambiguous. */
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
