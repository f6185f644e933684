// The pictures and clips that a cue means, beside its change; or why there are none.

import type { ReviewCue } from '../../../../src/desk.ts';
import type { MediaKind } from '../../../../src/domain/media/shelf.ts';
import { mediaAddress, mediaServing } from '../../../media-types.ts';
import { fileName } from '../../history/addresses.ts';
import { Media } from '../../parts/media.tsx';
import { Near } from '../../parts/near.tsx';
import { type CueSide, cueSides } from './cue-sides.ts';
import './cue-media.css';

export function MediaOfCue({ cue }: { readonly cue: ReviewCue }) {
  const sides = cueSides(cue);
  if (sides.length === 0) return null;
  const name = [cue.type ?? 'the cue', cue.slug].filter((word) => word !== null).join(' ');
  return (
    <div className="cue-media">
      {sides.map((side) => (
        <Side key={side.label} name={name} side={side} />
      ))}
    </div>
  );
}

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
