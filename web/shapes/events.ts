// Messages of the event connection. Types only, so that the browser code can import them.
import type { DeskEvent } from '../../src/desk.ts';

/**
 * `hello` comes first and has the current position. `reset`: missed events are no longer kept, so reload everything.
 */
export type LineMessage = Greeting | TimedEvent;

export interface Greeting {
  readonly kind: 'hello' | 'reset';
  readonly seq: number;
  readonly epoch: string;
}

export interface TimedEvent extends DeskEvent {
  /** Increases by one with each event since the service started. */
  readonly seq: number;
  /** Identifies one start of the service; `seq` begins again after a restart. */
  readonly epoch: string;
  readonly atMs: number;
}
