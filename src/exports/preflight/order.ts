// Checks that each item on air has an order of its own, and that it equals the number in the file's name, if any.
import { nameOf } from '../../domain/ids.ts';
import type { SegmentDocument } from '../../markdown/document.ts';
import { type Finding, headFinding } from './finding.ts';

/** Expects the items on air in show order. */
export function checkOrder(items: readonly SegmentDocument[]): readonly Finding[] {
  const first = new Map<number, SegmentDocument>();
  return items.flatMap((item) => {
    const { order } = item;
    if (order === null) return [missing(item), ...named(item)];
    const other = first.get(order);
    if (other === undefined) first.set(order, item);
    const twice = other === undefined ? [] : [headFinding('DUPLICATE_ORDER', item, 'order', about(other))];
    return [...twice, ...named(item)];
  });
}

function missing(item: SegmentDocument): Finding {
  const written = item.value('order');
  return headFinding('MISSING_ORDER', item, 'order', written === null ? {} : { about: written });
}

function about(other: SegmentDocument): { readonly about: string } {
  return { about: nameOf(other.path).replace(/\.md$/i, '') };
}

/** Order in a file name: `10 Kettle`. Other leading digits are no order and may stay: `1A Kettle` numbers a block. */
const NUMBERED = /^(\d{1,4})(?=[ _.-])/;

function named(item: SegmentDocument): readonly Finding[] {
  const name = nameOf(item.path);
  const number = NUMBERED.exec(name)?.[1];
  if (number === undefined) {
    return /^\d/.test(name) ? [] : [{ ...headFinding('MISSING_FILENAME_ORDER', item, 'order'), line: null }];
  }
  if (item.order === null || Number(number) === item.order) return [];
  return [headFinding('ORDER_MISMATCH', item, 'order', { detail: `${number}, not ${item.order}` })];
}
