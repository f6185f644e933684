// One search hit: kind, place, and the words around the match; or one in a conflict copy.
import { Link } from 'wouter';
import type { CopyHit, SearchHit } from '../../../src/desk.ts';
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
      {!isSaid && <Words excerpt={excerpt} />}
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

/** Its words are in no file, so the page of conflicts is the place to go. */
export function HitInCopy({ copy: { path, original, episode, by, excerpt } }: { readonly copy: CopyHit }) {
  return (
    <article className="hit">
      <div className="row">
        <Badge tone="warn">conflict copy</Badge>
        <Link href="/conflicts" className="hit-title" title={path}>
          {subjectName(original)}
        </Link>
      </div>
      <Words excerpt={excerpt} />
      <p className="quiet small hit-place">
        {episode !== null && (
          <>
            <Link href={`/episodes/${episode}`}>{episode}</Link> ·{' '}
          </>
        )}
        {by === null ? 'words of somebody not known' : `words of ${by}`}, not in the file
      </p>
    </article>
  );
}

function Words({ excerpt }: { readonly excerpt: SearchHit['excerpt'] }) {
  return (
    <p className="hit-words">
      {excerpt.map(({ text, hit }, i) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order.
        hit ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>,
      )}
    </p>
  );
}
