// Going from part to part with keys: where the focus is, and where it goes.

/** The key of the part that has the focus, or holds what has it. */
export function partAt(element: Element | null): string | null {
  const part = element?.closest('[data-part]');
  return part instanceof HTMLElement ? (part.dataset['part'] ?? null) : null;
}

/** Only the part itself, so that a button in it keeps its keys. */
export function isPart(element: Element | null): boolean {
  return element instanceof HTMLElement && element.dataset['part'] !== undefined;
}

export function focusPart(within: ParentNode, key: string): void {
  const found = partsIn(within).find((each) => each.dataset['part'] === key);
  found?.focus();
}

/** One on or back; at the end of what is shown, more is shown. */
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
