// Open connections to pages; each event goes to all of them. Drops pages that don't answer a ping, don't read, or may
// no longer follow. A page that reconnects receives the events it missed.
import type { Feed, Heard } from './events.ts';

/** The parts of a WebSocket that are used here. */
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
  /** `mayFollow`: called again at each `look`. */
  add(peer: Peer, heard: Heard | null, mayFollow: () => Promise<boolean>): void;
  /** Drops pages that may no longer follow, after a logout or a token change. */
  look(): Promise<void>;
  /** Drops pages that did not answer the last ping, and pings the others. */
  beat(): void;
  close(): void;
}

interface Line {
  hasAnswered: boolean;
  readonly mayFollow: () => Promise<boolean>;
}

export const MOST_LINES = 200;
/** A page this far behind is not being read. */
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
        // A page whose check fails reconnects and is checked again.
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
