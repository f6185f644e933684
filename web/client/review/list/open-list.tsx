// Open changes by episode and segment. Tab reaches one row; j, k and the arrows move on from there.

import { Button } from '../../parts/button.tsx';
import { alone, type EpisodeGroup, type SegmentGroup } from '../groups.ts';
import { manyWait } from '../row-labels.ts';
import { Row, type RowHands } from './row.tsx';

interface ListProps {
  readonly groups: readonly EpisodeGroup[];
  readonly hands: RowHands;
  /** Id of the row where Tab enters. */
  readonly stop: string | null;
  /** Those that need nobody; the same episode may be in both lists. */
  readonly isOthers: boolean;
  acceptEpisode(group: EpisodeGroup): void;
}

export function OpenList({ groups, hands, stop, isOthers, acceptEpisode }: ListProps) {
  return groups.map((group) => {
    const name = `${group.episode}${group.title === null ? '' : ` ${group.title}`}`;
    return (
      <section
        key={group.episode}
        className="inbox-episode"
        aria-label={`Episode ${name}${isOthers ? ', without you' : ''}`}
      >
        <header>
          <h2>
            <span className="inbox-number">{group.episode}</span> {group.title}
          </h2>
          {group.rows.length > 0 && (
            <>
              <span className="count" title={`${group.rows.length} open`}>
                {group.rows.length}
              </span>
              <Button
                small
                kind="bare"
                aria-label={`Accept all ${group.rows.length} of ${name}`}
                onClick={() => acceptEpisode(group)}
              >
                Accept all…
              </Button>
            </>
          )}
        </header>
        {group.waits.map(({ sentence, many }) => (
          <p key={sentence} className="inbox-waits">
            {manyWait(many, sentence)}
          </p>
        ))}
        {group.segments.map((segment) => (
          <Segment
            key={segment.key}
            segment={segment}
            hands={hands}
            stop={stop}
            said={group.waits.map(({ sentence }) => sentence)}
          />
        ))}
      </section>
    );
  });
}

function Segment(props: {
  readonly segment: SegmentGroup;
  readonly hands: RowHands;
  readonly stop: string | null;
  readonly said: readonly string[];
}) {
  const { segment, hands, stop, said } = props;
  const shown = segment.entries.flatMap((entry) =>
    entry.isBundle && hands.unfolded.has(entry.id) ? [entry, ...entry.rows.map(alone)] : [entry],
  );
  const isSummary = segment.entries.some((entry) => entry.isSummary);
  const heading =
    segment.path === null
      ? 'The episode itself'
      : (segment.title ?? segment.path.split('/').at(-1) ?? segment.path);
  return (
    <div className="inbox-segment">
      {!isSummary && (
        <h3 title={segment.path ?? undefined}>
          {segment.order !== null && <span className="inbox-number">{segment.order}</span>} {heading}
        </h3>
      )}
      <ul>
        {shown.map((entry) => (
          <li key={entry.isBundle ? `all of ${entry.id}` : entry.id}>
            <Row
              entry={entry}
              hands={hands}
              said={said}
              isStop={stop === entry.id && !(entry.isBundle && hands.unfolded.has(entry.id))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
