// List of history entries: what it was, who did it, where, and the verdict. Each links to its commit.

import { Bot, PencilLine, ToggleRight, Undo2, Wrench } from 'lucide-react';
import { Link } from 'wouter';
import type { HistoryEntry, HistoryKind } from '../../../src/desk.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { useStepName } from '../parts/step-name.ts';
import { exactly, When } from '../parts/when.tsx';
import { commitAddress, linesAddress } from './addresses.ts';
import { KIND_WORDS, timeOf, verdictOf } from './entry-labels.ts';
import './history.css';

interface ListProps {
  readonly entries: readonly HistoryEntry[];
  /** For narrow places: shows how long ago it was instead of the time of day, and leaves out the episodes. */
  readonly small?: boolean;
  readonly onRevert?: (entry: HistoryEntry) => void;
  /** For the history of one file: each row links to the file as it was then. */
  readonly path?: string;
}

export function EntryList({ entries, small = false, onRevert, path }: ListProps) {
  return (
    <ul className={`rows entries ${small ? 'entries-small' : ''}`}>
      {entries.map((entry) => (
        <li key={entry.commit} className={`entry ${entry.reverted ? 'entry-gone' : ''}`}>
          <KindIcon kind={entry.kind} />
          <div className="entry-what">
            <Link href={commitAddress(entry.commit)} data-row={entry.commit}>
              {entry.title}
            </Link>
            <Facts entry={entry} isPlaced={small} />
          </div>
          <div className="entry-end">
            {path !== undefined && (
              <Link className="small" href={linesAddress(path, { commit: entry.commit })}>
                The file then
              </Link>
            )}
            {onRevert && canRevert(entry) && (
              <Button small icon={<Undo2 size={14} aria-hidden />} onClick={() => onRevert(entry)}>
                Take back
              </Button>
            )}
            <span className="small quiet entry-when">
              {small || path !== undefined ? (
                <When atMs={entry.atMs} />
              ) : (
                <time dateTime={new Date(entry.atMs).toISOString()} title={exactly(entry.atMs)}>
                  {timeOf(entry.atMs)}
                </time>
              )}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

export function canRevert({ kind, reverted, enhancement }: HistoryEntry): boolean {
  return kind === 'landing' && !reverted && enhancement !== null;
}

function Facts(props: {
  readonly entry: HistoryEntry;
  /** The surroundings already name the episode. */
  readonly isPlaced: boolean;
}) {
  const stepName = useStepName();
  const { entry, isPlaced } = props;
  const { author, kind, step, episodes } = entry;
  const verdict = verdictOf(entry);
  return (
    <p className="small quiet entry-facts">
      <span>{kind === 'edit' ? author : step === null ? author : `${author}: ${stepName(step)}`}</span>
      {(isPlaced ? [] : episodes).slice(0, MOST_EPISODES).map((episode) => (
        <Link key={episode} href={`/episodes/${episode}`}>
          {episode}
        </Link>
      ))}
      {!isPlaced && episodes.length > MOST_EPISODES && (
        <span>and {episodes.length - MOST_EPISODES} more</span>
      )}
      {verdict && <Badge tone={verdict.tone}>{verdict.text}</Badge>}
    </p>
  );
}

const MOST_EPISODES = 4;
const ICONS: Readonly<Record<HistoryKind, typeof Bot>> = {
  edit: PencilLine,
  landing: Bot,
  revert: Undo2,
  switch: ToggleRight,
  other: Wrench,
};

function KindIcon({ kind }: { readonly kind: HistoryKind }) {
  const Icon = ICONS[kind];
  return (
    <span className={`entry-kind entry-${kind}`}>
      <Icon size={16} aria-hidden />
      <span className="visually-hidden">{KIND_WORDS[kind]}: </span>
    </span>
  );
}
