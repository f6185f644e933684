// The service under test: the real program in a process of its own, and a reviewer who asks it by HTTP.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { until } from './ask.ts';
import type { RigNode } from './node.ts';

export interface Row {
  readonly id: string;
  readonly step: string;
  readonly state: string;
  readonly subject: string;
  readonly paths: readonly string[];
  readonly reasons: readonly { readonly code: string; readonly user: string }[];
}

export interface Program {
  /** All that is open. */
  open(): Promise<readonly Row[]>;
  diff(id: string): Promise<string>;
  /** Resolves when they have landed, or wait for a person. */
  accept(ids: readonly string[], signal: AbortSignal): Promise<void>;
  auto(isOn: boolean): Promise<void>;
  close(): Promise<void>;
}

const CONFLICT = 409;

class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const START_MS = 60_000;
const ANSWER_MS = 60_000;

/** `main`: the compiled `bot/main.js`. Its output goes to stderr. */
export async function startProgram(main: string, node: RigNode, state: string): Promise<Program> {
  const args = [main, 'start', '--tree', node.folder, '--state', state, '--port', '0'];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, SYNCTHING_API_KEY: node.apiKey },
  });
  const ended = once(child, 'exit');
  let url = '';
  await until(START_MS, async () => {
    if (child.exitCode !== null) throw new Error('the service did not start');
    ({ url } = JSON.parse(readFileSync(join(state, 'service.json'), 'utf8')) as { url: string });
    return null;
  });
  const ask = async <T>(
    path: string,
    body?: unknown,
    signal: AbortSignal = AbortSignal.timeout(ANSWER_MS),
  ): Promise<T> => {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${url}/api/v1${path}`, {
      ...(body === undefined ? {} : { ...post, body: JSON.stringify(body) }),
      signal,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Refusal(answer.status, `${path}: ${answer.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
  return {
    open: () => ask('/enhancements'),
    diff: async (id) => (await ask<{ diff: string }>(`/enhancements/${id}/diff`)).diff,
    async accept(ids, signal) {
      if (ids.length === 0) return;
      try {
        await ask('/enhancements/accept', { selection: { ids } }, signal);
      } catch (error) {
        // One of them was withdrawn meanwhile: a reviewer looks again.
        if (!(error instanceof Refusal && error.status === CONFLICT)) throw error;
      }
    },
    auto: (on) => ask('/auto', { on }),
    async close() {
      child.kill('SIGTERM');
      const late = wait(20_000, 'late', { ref: false });
      if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
      await ended;
    },
  };
}
