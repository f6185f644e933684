// One thing that was found: what it is, where, and the words around it.
import { Link } from 'wouter';
import type { SearchHit } from '../../../src/desk.ts';
import { Badge } from '../parts/badge.tsx';
import { clock } from '../parts/when.tsx';

export function Hit({ hit }: { readonly hit: SearchHit }) {
  const { kind, episode, path, line, title, slug, cueType, media, durationMs, excerpt } = hit;
  const place = `/history/file?path=${encodeURIComponent(path)}${line === null ? '' : `&line=${line}`}`;
  return (
    <article className="hit">
      <div className="row">
        <Badge tone={kind === 'cue' || kind === 'quote' ? 'accent' : 'plain'}>{cueType ?? kind}</Badge>
        <Link href={place} className="hit-title">
          {slug || title || path.split('/').at(-1)}
        </Link>
        {durationMs !== null && <span className="quiet small">{clock(durationMs)}</span>}
      </div>
      <p className="hit-words">
        {excerpt.map(({ text, hit: isHit }, i) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order.
          isHit ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>,
        )}
      </p>
      <p className="quiet small hit-place">
        <Link href={`/episodes/${episode}`}>{episode}</Link> · {path.split('/').slice(2).join('/') || path}
        {line === null ? '' : `, line ${line}`}
        {media === null ? '' : ` · ${media.split('/').at(-1)}`}
      </p>
    </article>
  );
}
