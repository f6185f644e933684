// The one line on stderr that says why something was not done, and what to do.
import type { Screen } from '../world.ts';
import { line } from './text.ts';

export function complain(screen: Screen, sentence: string): void {
  screen.write(`show-build: ${line(sentence)}\n`);
}
