// Gives each speaker a name and a look for the page, and decides where the name is printed.
import type { InfoDocument } from '../../markdown/document.ts';
import { HOST, voiceOf } from '../../markdown/script/speaker.ts';
import type { Speaker } from '../../markdown/script-parts.ts';

export interface Voice {
  readonly name: string;
  /** 0 for the host; other voices get 1 to `LOOKS`. Looks are reused when they run out. */
  readonly look: number;
}

const LOOKS = 8;

const KNOWN: ReadonlyMap<string, number> = new Map([
  ['guest', 1],
  ['caller', 2],
  ['scott', 3],
  ['asian-scott', 4],
  ['announcer', 5],
  ['narrator', 5],
]);

/** Assigns looks to unknown voices in the order of the first calls; pass speakers in script order. */
export function voicesOf(info: InfoDocument | null): (speaker: Speaker) => Voice {
  const names = (info?.value('host') ?? '').split(/\s+/).filter((name) => name !== '');
  const first = voiceOf(names[0] ?? HOST.voice);
  const own = new Set(['host', first, voiceOf(names.join('-'))]);
  // The host Joshua is also labelled Josh; in another host's show Josh is a different person.
  const isJosh = first.startsWith(HOST.voice);
  if (isJosh) own.add(HOST.voice);
  const host = { name: (isJosh ? HOST.voice : (names[0] ?? '')).toUpperCase(), look: 0 };
  const looks = new Map(KNOWN);
  return ({ voice, name }) => {
    if (name === null || own.has(voice)) return host;
    const look = looks.get(voice) ?? 6 + ((looks.size - KNOWN.size) % (LOOKS - 5));
    looks.set(voice, look);
    return { name, look };
  };
}

/** Decides whether to print a speaker's name: when the voice changes, and for guests also after a cue. */
export function nameTest(): { isNamed(voice: Voice): boolean; interrupt(): void } {
  let last: string | null = null;
  let isApart = false;
  return {
    isNamed: ({ name, look }) => {
      const isHost = look === 0;
      const isNew = last === null ? !isHost : last !== name;
      const result = isNew || (isApart && !isHost);
      last = name;
      isApart = false;
      return result;
    },
    interrupt: () => {
      isApart = true;
    },
  };
}
