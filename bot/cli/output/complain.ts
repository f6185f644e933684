// Prints the one line on stderr that gives the reason for a failure and the remedy.
import type { Screen } from '../world.ts';
import { line } from './text.ts';

export function complain(screen: Screen, sentence: string): void {
  screen.write(`show-build: ${line(sentence)}\n`);
}
