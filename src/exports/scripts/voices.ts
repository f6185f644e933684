// Whose words a paragraph holds, on the page: a name where the reader needs one, and a look that tells voices apart.
import type { InfoDocument } from '../../markdown/document.ts';
import { HOST, voiceOf } from '../../markdown/script/speaker.ts';
import type { Speaker } from '../../markdown/script-parts.ts';

export interface Voice {
  readonly name: string;
  /** 0 is the host's; each other voice has its own, from 1 to `LOOKS`, until they run out. */
  readonly look: number;
}

export const LOOKS = 8;

const KNOWN: ReadonlyMap<string, number> = new Map([
  ['guest', 1],
  ['caller', 2],
  ['scott', 3],
  ['asian-scott', 4],
  ['announcer', 5],
  ['narrator', 5],
]);

/** Names voices in the order in which they are first asked for. */
export function voicesOf(info: InfoDocument | null): (speaker: Speaker) => Voice {
  const names = (info?.value('host') ?? '').split(/\s+/).filter((name) => name !== '');
  const first = voiceOf(names[0] ?? HOST.voice);
  const own = new Set(['host', first, voiceOf(names.join('-'))]);
  // Joshua is called Josh; in another host's show Josh is somebody else.
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

/** Whether the speaker of the next words is to be named: where the voice changes, and a guest also after a cue. */
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
