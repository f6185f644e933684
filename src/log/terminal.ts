// Log lines for people: the time, the sentence, and of an error its own sentence. Facts stay in the file.

const WARN = 40;
const ERROR = 50;

interface Line {
  readonly level: number;
  readonly time: number;
  readonly msg?: string;
  readonly episode?: string;
  readonly error?: { readonly message?: string; readonly code?: string | null };
}

/** Turns JSON lines into plain ones and writes them on. */
export function terminalLines(out: NodeJS.WritableStream): { write(line: string): void } {
  return {
    write: (line) => {
      out.write(`${plainLine(JSON.parse(line))}\n`);
    },
  };
}

function plainLine(line: Line): string {
  const mark = line.level >= ERROR ? 'error: ' : line.level >= WARN ? 'warning: ' : '';
  const episode = line.episode === undefined ? '' : `${line.episode}: `;
  const why = line.error?.message === undefined ? '' : ` (${line.error.message})`;
  return oneLine(`${clockTime(line.time)}  ${mark}${episode}${line.msg ?? ''}${why}`);
}

function clockTime(atMs: number): string {
  const at = new Date(atMs);
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** A file's name may hold line ends and terminal codes; a log line may not. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
