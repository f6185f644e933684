// What the line to a page says. Types only, so that the browser can have them.
import type { DeskEvent } from '../../src/desk.ts';

/** `hello` comes first and says where the line stands. `reset`: what was missed is gone, ask for everything again. */
export type LineMessage = Greeting | TimedEvent;

export interface Greeting {
  readonly kind: 'hello' | 'reset';
  readonly seq: number;
  readonly epoch: string;
}

export interface TimedEvent extends DeskEvent {
  /** Counts up by one with every event of one start of the service. */
  readonly seq: number;
  /** Of one start of the service: after a restart numbers begin anew. */
  readonly epoch: string;
  readonly atMs: number;
}
