// A segment and its conflict copies, for tests of what becomes of them.
import { type Folded, foldCopies } from '../../bot/land/fold-copies.ts';
import type { EpisodeId } from '../../src/domain/ids.ts';
import type { Opened } from '../trial.ts';

export const EPISODE = '0101' as EpisodeId;

/** Nothing waits, and nobody is named. */
export const QUICK = 'show: Trial\nmerge: { settle: 0s, settleRemote: 0s, idle: 0s }\n';

/** Nothing in it needs a repair. */
export const PLAIN = `---
type: segment
title: The Glove
slug: the-glove
description: A glove is found, and nobody wants it.
order: 10
---

## Script

The glove lies on the table. Nobody takes it.

We look at it for a while.

That is all.
`;

/** The name of its n-th conflict copy. */
export function copyOf(path: string, n: number): string {
  const stamp = String(81_930 + n).padStart(6, '0');
  return path.replace(/(\.\w+)$/, `.sync-conflict-20310301-${stamp}-CPK7LWO$1`);
}

export function fold({ show }: Opened): Promise<Folded> {
  return show.exclusively(() => foldCopies(show, EPISODE));
}
