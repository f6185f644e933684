// An episode's scripts, lists and report as they would read now: to view here, open for printing, or download. Their
// content comes from the show, so the frame is sandboxed.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, ExternalLink } from 'lucide-react';
import { API, requestOf } from '../../../src/desk/addresses.ts';
import type { EpisodeDetail } from '../../../src/desk.ts';
import { useAddress } from '../parts/address.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Panel } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';
import { AnswerProblem } from '../questions/ask.ts';
import { question } from '../questions/questions.ts';
import { useToasts } from '../shell/toasts.tsx';

type Row = EpisodeDetail['exports'][number];

/** Exports for people; the others are for programs and can only be downloaded. */
const READ: ReadonlySet<string> = new Set([
  'script-host.html',
  'script-teleprompter.html',
  'script-director.html',
  'media-list.txt',
  'preflight.md',
]);

export function Scripts({
  episode,
  rows,
}: {
  readonly episode: string;
  readonly rows: EpisodeDetail['exports'];
}) {
  const [{ script }, set] = useAddress(['script']);
  const shown = rows.find(({ name }) => name === script);
  const others = rows.filter(({ name }) => !READ.has(name));
  if (rows.length === 0)
    return (
      <Panel title="Scripts">
        <Empty title="No scripts yet">They need an info.md that can be read.</Empty>
      </Panel>
    );
  return (
    <Panel title="Scripts">
      <div className="stack">
        <ul className="scripts">
          {rows
            .filter(({ name }) => READ.has(name))
            .map((row) => (
              <li key={row.name} className={row === shown ? 'script script-open' : 'script'}>
                <button
                  type="button"
                  className="script-name"
                  aria-expanded={row === shown}
                  onClick={() => set({ script: row === shown ? '' : row.name })}
                >
                  <strong>{row.title}</strong>
                  <Standing row={row} />
                </button>
                <a
                  className="icon-button"
                  href={pageOf(episode, row.name)}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={`Open the ${row.title.toLowerCase()} in a new tab, to print`}
                  title="Open in a new tab, to print"
                >
                  <ExternalLink size={18} aria-hidden />
                </a>
                <Take episode={episode} row={row} />
              </li>
            ))}
        </ul>
        {shown && <Sheet episode={episode} row={shown} />}
        {others.length > 0 && (
          <details className="fold">
            <summary>Other forms, for programs</summary>
            <div className="row script-others">
              {others.map((row) => (
                <Take key={row.name} episode={episode} row={row} named />
              ))}
            </div>
          </details>
        )}
      </div>
    </Panel>
  );
}

function Standing({ row }: { readonly row: Row }) {
  if (!row.made) return <Badge>not in exports yet</Badge>;
  return row.stale ? <Badge tone="warn">newer than in exports</Badge> : <Badge tone="good">in exports</Badge>;
}

function Sheet({ episode, row }: { readonly episode: string; readonly row: Row }) {
  const { data } = useQuery(question('exported', episode, row.name));
  return (
    <iframe
      // Remounts for a new text; the same text keeps the reader's place.
      key={data === undefined ? row.name : `${row.name} ${digest(data)}`}
      className="sheet"
      title={row.title}
      src={pageOf(episode, row.name)}
      // Needed for its pictures. Grants nothing else, because scripts are never allowed.
      sandbox="allow-same-origin"
    />
  );
}

function Take({
  episode,
  row,
  named = false,
}: {
  readonly episode: string;
  readonly row: Row;
  readonly named?: boolean;
}) {
  const client = useQueryClient();
  const { say } = useToasts();
  const take = async () => {
    try {
      const text = await client.fetchQuery(question('exported', episode, row.name));
      save(`${episode} ${row.name}`, text);
    } catch (error) {
      say({ tone: 'bad', text: error instanceof AnswerProblem ? error.message : String(error) });
    }
  };
  if (named)
    return (
      <Button small icon={<Download size={16} aria-hidden />} onClick={() => void take()}>
        {row.title}
      </Button>
    );
  const label = `Download the ${row.title.toLowerCase()}`;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title="Download"
      onClick={() => void take()}
    >
      <Download size={18} aria-hidden />
    </button>
  );
}

function pageOf(episode: string, name: string): string {
  return `${API}${requestOf('exported', [episode, name]).path}/page`;
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Hash that detects a changed text; not for security. */
function digest(text: string): number {
  let sum = text.length;
  for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
  return sum;
}
