// Moves the focus from part to part by keys.

/** Key of the part that has or contains the focus. */
export function partAt(element: Element | null): string | null {
  const part = element?.closest('[data-part]');
  return part instanceof HTMLElement ? (part.dataset['part'] ?? null) : null;
}

/** Only for the part itself, so that buttons in it keep their keys. */
export function isPart(element: Element | null): boolean {
  return element instanceof HTMLElement && element.dataset['part'] !== undefined;
}

export function focusPart(within: ParentNode, key: string): void {
  const found = partsIn(within).find((each) => each.dataset['part'] === key);
  found?.focus();
}

/** Moves one part on or back; at the end of the shown parts, loads more. */
export function stepPart(within: ParentNode, by: 1 | -1): void {
  const all = partsIn(within);
  const here = partAt(document.activeElement);
  const at = all.findIndex((each) => each.dataset['part'] === here);
  const next = at < 0 ? (by === 1 ? all[0] : all.at(-1)) : all[at + by];
  if (next) {
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  } else if (by === 1) within.querySelector<HTMLButtonElement>('[data-more-parts]')?.click();
}

function partsIn(within: ParentNode): readonly HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>('[data-part]')];
}
