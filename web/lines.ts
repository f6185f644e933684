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

export interface Lines {
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

export const MOST_LINES = 200;
/** A page that is this far behind is not being looked at. */
export const MOST_UNREAD_BYTES = 1 << 20;

export function openLines(feed: Feed): Lines {
  const answered = new Map<Peer, boolean>();
  const allowed = new Map<Peer, () => Promise<boolean>>();
  const say = (peer: Peer, text: string) => {
    if (peer.bufferedAmount > MOST_UNREAD_BYTES) peer.terminate();
    else peer.send(text);
  };
  const stop = feed.follow((event) => {
    const text = JSON.stringify(event);
    for (const peer of answered.keys()) say(peer, text);
  });
  return {
    size: () => answered.size,
    isFull: () => answered.size >= MOST_LINES,
    add(peer, heard, mayFollow) {
      answered.set(peer, true);
      allowed.set(peer, mayFollow);
      peer.on('pong', () => {
        if (answered.has(peer)) answered.set(peer, true);
      });
      peer.on('close', () => {
        answered.delete(peer);
        allowed.delete(peer);
      });
      for (const message of feed.greeting(heard)) say(peer, JSON.stringify(message));
    },
    async look() {
      const all = [...allowed].map(async ([peer, mayFollow]) => {
        // Who cannot be looked at comes back and is looked at anew.
        if (!(await mayFollow().catch(() => false))) peer.terminate();
      });
      await Promise.all(all);
    },
    beat() {
      for (const [peer, hasAnswered] of answered) {
        if (!hasAnswered) {
          peer.terminate();
          continue;
        }
        answered.set(peer, false);
        peer.ping();
      }
    },
    close() {
      stop();
      for (const peer of answered.keys()) peer.terminate();
      answered.clear();
      allowed.clear();
    },
  };
}
