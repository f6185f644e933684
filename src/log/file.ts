// Appends log lines to a file, each before the call returns, so that a kill loses none. A line that the disk refuses is
// dropped and counted: the log must not stop the work that it is about.
import { writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from '../errors.ts';
import { makePrivateFolder, openPrivate } from '../private-file.ts';

const WARN = 40;

/** `onLost` gets the system's error for each line that was dropped. */
export function fileLines(path: string, onLost: (error: unknown) => void): { write(line: string): void } {
  let file: number | null = null;
  let lost = 0;
  return {
    write(line) {
      try {
        file ??= opened(path);
        // The last line may have been written in part, so a new one begins.
        writeWhole(file, lost === 0 ? line : `\n${lostLine(lost)}${line}`);
        lost = 0;
      } catch (error) {
        if (systemCode(error) === null) throw error;
        lost += 1;
        onLost(error);
      }
    },
  };
}

function opened(path: string): number {
  makePrivateFolder(dirname(path));
  return openPrivate(path);
}

function writeWhole(file: number, line: string): void {
  const bytes = Buffer.from(line);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

function lostLine(count: number): string {
  const msg = `${count} ${count === 1 ? 'line is' : 'lines are'} missing here: the disk took no more.`;
  return `${JSON.stringify({ level: WARN, time: Date.now(), msg })}\n`;
}
