// Maps key paths of the settings to positions and lines in the file.
import { type Document, isMap, isNode, isPair, isScalar, isSeq, type LineCounter, visit } from 'yaml';

type Path = readonly PropertyKey[];

/** Start and end offsets of the value at a path or, with `atKey`, of its key. Falls back to the nearest parent. */
export function rangeAt(doc: Document, path: Path, atKey = false): readonly [number, number] | null {
  let node: unknown = doc.contents;
  let range: readonly [number, number] | null = null;
  for (const [i, part] of path.entries()) {
    const isLast = i === path.length - 1;
    const child = childOf(node, part);
    if (child === null) return range;
    range = (isLast && atKey ? null : rangeOf(child.value)) ?? rangeOf(child.key) ?? range;
    node = child.value;
  }
  return range ?? rangeOf(node);
}

/** All keys with a value that match a predicate, each with its dotted path. */
export function keysWhere(
  doc: Document,
  chosen: (key: string) => boolean,
): { key: string; offset: number }[] {
  const found: { key: string; offset: number }[] = [];
  visit(doc, {
    Pair(_, pair, parents) {
      const name = keyName(pair.key);
      if (!chosen(name) || pair.value === null || (isScalar(pair.value) && pair.value.value === null)) return;
      const above = parents.filter(isPair).map((parent) => keyName(parent.key));
      found.push({ key: [...above, name].join('.'), offset: rangeOf(pair.key)?.[0] ?? 0 });
    },
  });
  return found;
}

export function lineAt(lines: LineCounter, offset: number): number {
  return Math.max(1, lines.linePos(offset).line);
}

function childOf(node: unknown, part: PropertyKey): { key: unknown; value: unknown } | null {
  if (isSeq(node)) return { key: null, value: node.items[Number(part)] };
  if (!isMap(node)) return null;
  const pair = node.items.find((each) => keyName(each.key) === String(part));
  return pair === undefined ? null : { key: pair.key, value: pair.value };
}

function keyName(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

function rangeOf(node: unknown): readonly [number, number] | null {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : null;
}
