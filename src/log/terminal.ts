// Formats log lines for people: time, sentence, and an error's message. Other facts are only in the log file.

const WARN = 40;
const ERROR = 50;

interface Line {
  readonly level: number;
  readonly time: number;
  readonly msg?: string;
  readonly episode?: string;
  readonly error?: { readonly message?: string; readonly code?: string | null };
}

/** Converts JSON lines to plain ones and writes them to `out`. */
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
  const why = line.error?.message;
  const because = why === undefined || why === line.msg ? '' : ` (${why})`;
  return oneLine(`${clockTime(line.time)}  ${mark}${episode}${line.msg ?? ''}${because}`);
}

function clockTime(atMs: number): string {
  const at = new Date(atMs);
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** Replaces control characters: a file name may contain line breaks and terminal codes, but a log line must not. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
