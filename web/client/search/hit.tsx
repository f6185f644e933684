// One search hit: kind, place, and the words around the match.
import { Link } from 'wouter';
import type { SearchHit } from '../../../src/desk.ts';
import { subjectName } from '../history/addresses.ts';
import { Badge } from '../parts/badge.tsx';
import { clock } from '../parts/when.tsx';

export function Hit({ hit }: { readonly hit: SearchHit }) {
  const { kind, episode, path, line, title, slug, cueType, media, durationMs, excerpt } = hit;
  const place = `/history/file?path=${encodeURIComponent(path)}${line === null ? '' : `&line=${line}`}`;
  const file = media?.split('/').at(-1) ?? null;
  // Skip an excerpt that only repeats the names shown above and below.
  const words = excerpt.map(({ text }) => text).join('');
  const isSaid = !excerpt.some(({ hit: isHit }) => isHit) && file !== null && words.endsWith(file);
  return (
    <article className="hit">
      <div className="row">
        {cueType === null ? (
          <Badge>{kind === 'asset' ? 'media' : kind}</Badge>
        ) : (
          <span className="cue-type">{cueType}</span>
        )}
        <Link href={place} className="hit-title">
          {slug || title || path.split('/').at(-1)}
        </Link>
        {durationMs !== null && durationMs > 0 && <span className="quiet small">{clock(durationMs)}</span>}
      </div>
      {!isSaid && (
        <p className="hit-words">
          {excerpt.map(({ text, hit: isHit }, i) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order.
            isHit ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>,
          )}
        </p>
      )}
      <p className="quiet small hit-place">
        <Link href={`/episodes/${episode}`}>{episode}</Link> · <bdi>{subjectName(path)}</bdi>
        {line === null ? '' : `, line ${line}`}
        {file !== null && (
          <>
            {' · '}
            <bdi>{file}</bdi>
          </>
        )}
      </p>
    </article>
  );
}
