// What preflight says of the two episodes of the desk in memory: one with everything wrong that a screen must show, and
// one that is ready.
import type { CheckReport } from '../../src/desk.ts';
import type { EpisodeId } from '../../src/domain/ids.ts';
import { treePath } from '../../src/domain/ids.ts';

const KETTLE = treePath('episodes/0101/rundown/20 The Committee for the Kettle.md');
const BREAK = treePath('episodes/0101/rundown/25 break.md');
const DRAWER = treePath('episodes/0101/rundown/60 The Drawer.md');
const OPENING = treePath('episodes/0102/rundown/10 Opening.md');

const NO_ID = {
  code: 'MISSING_SEGMENT_ASSETID',
  severity: 'note',
  line: null,
  message: 'This item has no AssetID',
  todo: 'Leave it to the editor to give it one.',
  blocks: false,
  mend: null,
} as const;

export const CHECKS: readonly CheckReport[] = [
  {
    episode: '0101' as EpisodeId,
    title: 'The Glove on the Railing',
    airdate: '2031-05-04',
    ready: false,
    findings: [
      {
        code: 'REV_UNRESOLVED',
        severity: 'error',
        path: KETTLE,
        line: 22,
        message: 'A suggested edit is still open here: “<rev user="otto">the lid”',
        todo: 'Accept or reject it.',
        blocks: true,
        mend: { id: '1a2b3c4d5e', title: 'Fix spacing and brackets of 3 cues', accepted: false },
      },
      {
        code: 'EPISODE_OVER',
        severity: 'warning',
        path: 'episodes/0101/info.md',
        line: 9,
        message: 'The show runs 00:11:00:00: 00:01:00:00 over the 00:10:00:00 that are planned',
        todo: 'Shorten the show, or plan for more.',
        blocks: false,
        mend: null,
      },
      { ...NO_ID, path: KETTLE },
      { ...NO_ID, path: BREAK },
    ],
    items: [
      {
        path: KETTLE,
        order: 20,
        title: 'The Committee for the Kettle',
        type: 'segment',
        onAir: true,
        ready: false,
        whyNot: null,
        block: 'A',
        startMs: 0,
        durationMs: 510_000,
      },
      {
        path: BREAK,
        order: 25,
        title: null,
        type: 'break',
        onAir: true,
        ready: true,
        whyNot: null,
        block: null,
        startMs: 510_000,
        durationMs: 150_000,
      },
      {
        path: DRAWER,
        order: 60,
        title: 'The Drawer',
        type: 'segment',
        onAir: false,
        ready: null,
        whyNot: 'its status is draft',
        block: null,
        startMs: null,
        durationMs: 0,
      },
    ],
    totalMs: 660_000,
    plannedMs: 600_000,
    overMs: 60_000,
    fps: 30,
    waiting: 2,
  },
  {
    episode: '0102' as EpisodeId,
    title: null,
    airdate: null,
    ready: true,
    findings: [],
    items: [
      {
        path: OPENING,
        order: 10,
        title: 'Opening',
        type: 'segment',
        onAir: true,
        ready: true,
        whyNot: null,
        block: 'A',
        startMs: 0,
        durationMs: 60_000,
      },
    ],
    totalMs: 60_000,
    plannedMs: null,
    overMs: null,
    fps: 30,
    waiting: 0,
  },
];
