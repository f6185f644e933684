// The pictures and clips that a cue means, beside its change; or why there are none.

import type { ReviewCue, ReviewFile } from '../../../../src/desk.ts';
import { grouped } from '../../../../src/domain/media/grouped.ts';
import type { MediaKind } from '../../../../src/domain/media/shelf.ts';
import { mediaAddress, mediaServing } from '../../../media-types.ts';
import { fileName } from '../../history/addresses.ts';
import { Media } from '../../parts/media.tsx';
import { Near } from '../../parts/near.tsx';
import { type CueSide, cueOf, cueSides } from './cue-sides.ts';
import './cue-media.css';

export function MediaOfCue({ cue }: { readonly cue: ReviewCue | null }) {
  const sides = cue === null ? [] : cueSides(cue);
  if (cue === null || sides.length === 0) return null;
  const name = [cue.type ?? 'the cue', cue.slug].filter((word) => word !== null).join(' ');
  return (
    <div className="cue-media">
      {sides.map((side) => (
        <Side key={side.label} name={name} side={side} />
      ))}
    </div>
  );
}

export function CueHead(cue: { readonly [K in 'type' | 'slug' | 'line']: ReviewCue[K] | undefined }) {
  return (
    <h4>
      <span className="cue-type">{cue.type ?? 'Cue'}</span>
      <span className="cue-slug">{cue.slug ?? 'no slug'}</span>
      <span className="quiet">line {cue.line}</span>
    </h4>
  );
}

/** The media of all cues that a file's parts belong to, for a view that has no card for each cue. */
export function MediaOfCues({ file: { parts } }: { readonly file: Pick<ReviewFile, 'parts'> }) {
  const byLine = grouped(parts, ({ cue }) => cue?.line ?? null);
  return [...byLine.values()]
    .flatMap((own) => cueOf(own) ?? [])
    .filter((cue) => cueSides(cue).length > 0)
    .slice(0, MOST_CUES)
    .map((cue) => (
      <div key={cue.line} className="card card-cue">
        <CueHead {...cue} />
        <MediaOfCue cue={cue} />
      </div>
    ));
}

/** More are found in the view by parts, which appears in portions. */
const MOST_CUES = 20;

const WORDS: Readonly<Record<MediaKind, string>> = { image: 'Picture', video: 'Clip', audio: 'Sound' };

function Side({ name, side: { label, media } }: { readonly name: string; readonly side: CueSide }) {
  return (
    <div className="cue-side">
      {label !== null && <p className="small quiet">{label}</p>}
      {media.files.map(({ path, kind }) => (
        <figure key={path} className={`cue-${kind}`}>
          <Shown path={path} kind={kind} label={`${WORDS[kind]} of ${name}`} />
          <figcaption className="small" title={path}>
            {mediaServing(path) === null ? (
              fileName(path)
            ) : (
              <a href={mediaAddress(path)} target="_blank" rel="noreferrer">
                {fileName(path)}
              </a>
            )}
          </figcaption>
        </figure>
      ))}
      {media.missing !== null && <p className="small quiet">{sentence(media.missing)}</p>}
    </div>
  );
}

/** A browser asks for the first bytes of every clip on the page, near or not; pictures it leaves until they are near. */
function Shown(props: { readonly path: string; readonly kind: MediaKind; readonly label: string }) {
  if (props.kind === 'image') return <Media {...props} />;
  return <Near bone={<div className="media" />}>{() => <Media {...props} />}</Near>;
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
