// A word on a colour. The word says it all: the colour only helps.
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
