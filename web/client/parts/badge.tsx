// A word on a coloured background. The word carries the meaning; the colour only helps.
import type { ReactNode } from 'react';

export type BadgeTone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

export function Badge({
  tone = 'plain',
  children,
}: {
  readonly tone?: BadgeTone;
  readonly children: ReactNode;
}) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}
