// Open lines to pages: each event goes to all of them. Who does not answer a ping, or does not read, is dropped; a page
// that comes back is told what it missed. Who may not follow any more is dropped at the next look.
import type { Feed, Heard } from './events.ts';

/** What is used of a WebSocket. */
export interface Peer {
  readonly bufferedAmount: number;
  send(text: string): void;
  ping(): void;
  terminate(): void;
  on(event: 'pong' | 'close', listener: () => void): unknown;
}

export interface EventConnections {
  readonly size: () => number;
  isFull(): boolean;
  /** `mayFollow`: asked again at each look. */
  add(peer: Peer, heard: Heard | null, mayFollow: () => Promise<boolean>): void;
  /** Drops who may not follow any more: logged out meanwhile, or the token is another one. */
  look(): Promise<void>;
  /** Drops who has not answered since the last beat, and asks the others. */
  beat(): void;
  close(): void;
}

interface Line {
  hasAnswered: boolean;
  readonly mayFollow: () => Promise<boolean>;
}

export const MOST_LINES = 200;
/** A page that is this far behind is not being looked at. */
export const MOST_UNREAD_BYTES = 1 << 20;

export function openLines(feed: Feed): EventConnections {
  const lines = new Map<Peer, Line>();
  const say = (peer: Peer, text: string) => {
    if (peer.bufferedAmount > MOST_UNREAD_BYTES) peer.terminate();
    else peer.send(text);
  };
  const stop = feed.follow((event) => {
    const text = JSON.stringify(event);
    for (const peer of lines.keys()) say(peer, text);
  });
  return {
    size: () => lines.size,
    isFull: () => lines.size >= MOST_LINES,
    add(peer, heard, mayFollow) {
      const line: Line = { hasAnswered: true, mayFollow };
      lines.set(peer, line);
      peer.on('pong', () => {
        line.hasAnswered = true;
      });
      peer.on('close', () => lines.delete(peer));
      for (const message of feed.greeting(heard)) say(peer, JSON.stringify(message));
    },
    async look() {
      const all = [...lines].map(async ([peer, { mayFollow }]) => {
        // Who cannot be looked at comes back and is looked at anew.
        if (!(await mayFollow().catch(() => false))) peer.terminate();
      });
      await Promise.all(all);
    },
    beat() {
      for (const [peer, line] of lines) {
        if (!line.hasAnswered) {
          peer.terminate();
          continue;
        }
        line.hasAnswered = false;
        peer.ping();
      }
    },
    close() {
      stop();
      for (const peer of lines.keys()) peer.terminate();
      lines.clear();
    },
  };
}
