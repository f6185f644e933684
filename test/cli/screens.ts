// A world for the command line in tests: screens that remember what was written, an own clock, no environment but ours.
import type { Screen, World } from '../../bot/cli/world.ts';
import { NOW_MS } from '../web/desk-double.ts';

export interface MemoryScreen extends Screen {
  readonly text: () => string;
}

export function memoryScreen(more: Partial<Pick<Screen, 'isTty' | 'columns'>> = {}): MemoryScreen {
  const written: string[] = [];
  return {
    isTty: false,
    columns: null,
    ...more,
    write: (text) => void written.push(text),
    text: () => written.join(''),
  };
}

export interface TestWorld extends World {
  readonly out: MemoryScreen;
  readonly err: MemoryScreen;
}

export function testWorld(changed: Partial<TestWorld> = {}): TestWorld {
  return {
    out: memoryScreen(),
    err: memoryScreen(),
    env: {},
    cwd: '/',
    nowMs: () => NOW_MS,
    stop: new AbortController().signal,
    ...changed,
  };
}
