// A village whose descriptions a slow model writes: a real server that answers when it is told to, and a real service.

import { onTestFinished, vi } from 'vitest';
import { type Service, startService } from '../../bot/service/service.ts';
import type { JobRow } from '../../src/desk.ts';
import type { Clock } from '../../src/queue/clock.ts';
import type { AnyStep } from '../../src/step.ts';
import { descriptionGeneration } from '../../steps/description-generation.ts';
import {
  type Asked,
  type Behaviour,
  type LanguageScript,
  type LanguageServer,
  startLanguageServer,
} from '../tools/language/server.ts';
import { AT_ONCE, INFO_PATH, makeTrial, type Opened, type Trial } from '../trial.ts';
import { when } from '../when.ts';

export const KETTLE = 'episodes/0101/rundown/20 The Kettle.md';
export const LID = 'episodes/0101/rundown/30 The Lid.md';

export function segment(order: number, thing: string): string {
  return `---
id: '200${order}'
slug: ${thing}-committee
type: segment
order: ${order}
duration: 00:03:00:00
status: production
title: The Committee for the ${thing}
description:
---

## Script

The village committee has met about the ${thing} for the ninth time, and the ${thing} has still not been mended.
Mrs. Stubbs holds one end of the ${thing}. Mr. Fenn holds the other end. Nobody will hold the middle, because whoever
holds the middle has to make the tea, and whoever makes the tea has to hear what everybody thinks of it.
`;
}

const INFO =
  '---\nepisode_number: 0101\ntitle: Kettles\nslug: kettles\ndescription: An hour about kettles.\ntotal_runtime: 00:03:00:00\nstatus: production\n---\n';
export const SETTINGS = AT_ONCE.replace(
  'josh@example.org }',
  'josh@example.org }, maria: { name: Maria Lopez, email: maria@example.org }',
).concat('language: { model: slow-model, price: { input: 10, output: 10 } }\n');

/** What a willing model says to whatever it is asked here. */
export function willing(asked: Asked): Behaviour {
  if (JSON.stringify(asked).includes('"confidence"'))
    return { say: JSON.stringify({ tone: 'lighthearted', confidence: 0.9, rationale: 'a kettle' }) };
  const thing = /Committee for the (\w+)/.exec(JSON.stringify(asked.messages))?.[1] ?? 'thing';
  const description = `The village committee has met again about one ${thing} that nobody has mended. Nobody will hold the middle.`;
  return { say: JSON.stringify({ description }) };
}

export interface Village {
  readonly trial: Trial;
  readonly server: LanguageServer;
  open(options?: { readonly clock?: Clock; readonly steps?: readonly AnyStep[] }): Promise<Opened>;
  serve(opened: Opened): Promise<Service>;
  /** As a service ends that is told to. */
  close(opened: Opened, service: Service): Promise<void>;
}

export async function village(
  script: LanguageScript,
  files: Readonly<Record<string, string>> = { [KETTLE]: segment(20, 'kettle') },
): Promise<Village> {
  const server = await startLanguageServer(script);
  onTestFinished(() => server.close());
  const trial = makeTrial({ [INFO_PATH]: INFO, 'show-build.yaml': SETTINGS, ...files });
  onTestFinished(() => trial.clear());
  vi.stubEnv('OPENAI_BASE_URL', server.url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const living = new Set<{ close(): Promise<void> }>();
  onTestFinished(async () => {
    for (const one of [...living].reverse()) await one.close();
  });
  return {
    trial,
    server,
    async open(options = {}) {
      const opened = await trial.open({ steps: [descriptionGeneration], ...options });
      living.add(opened);
      return opened;
    },
    async serve(opened) {
      const service = await startService(opened.show, { localWork: true });
      living.add(service);
      return service;
    },
    async close(opened, service) {
      for (const one of [service, opened]) {
        living.delete(one);
        await one.close();
      }
    },
  };
}

/** The job when it is in this state. */
export function jobIn(
  service: Service,
  state: string,
  isIt: (row: JobRow) => boolean = () => true,
): Promise<JobRow> {
  return when(service, async () => (await service.desk.jobs({ state })).find(isIt) ?? null);
}

/** A clock whose far alarms ring when the test says so; near ones by themselves. */
export function patientClock(): { readonly clock: Clock; leap(ms: number): void } {
  let offsetMs = 0;
  const far = new Set<{ readonly atMs: number; readonly wake: () => void }>();
  const nowMs = () => Date.now() + offsetMs;
  return {
    clock: {
      nowMs,
      at(timeMs, wake) {
        if (timeMs - nowMs() > NEAR_MS) {
          const alarm = { atMs: timeMs, wake };
          far.add(alarm);
          return () => void far.delete(alarm);
        }
        const timer = setTimeout(wake, Math.max(0, timeMs - nowMs()));
        return () => clearTimeout(timer);
      },
    },
    leap(ms) {
      offsetMs += ms;
      for (const alarm of [...far].sort((a, b) => a.atMs - b.atMs)) {
        if (alarm.atMs > nowMs() || !far.delete(alarm)) continue;
        alarm.wake();
      }
    },
  };
}

/** Settings are read at once; tries come back after half a second at least. */
const NEAR_MS = 400;
