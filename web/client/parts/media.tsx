// A picture, clip or sound of the show. Asks the server for nothing that a browser can't show.
import { useState } from 'react';
import type { FileView } from '../../../src/desk.ts';
import type { MediaKind } from '../../../src/domain/media/shelf.ts';
import { keptAddress, mediaAddress, mediaServing } from '../../media-types.ts';

interface MediaProps {
  readonly path: string;
  /** Of bytes that the show keeps, whatever the path holds now. */
  readonly sha256?: string;
  readonly kind: MediaKind | FileView;
  /** For those who can't see it. */
  readonly label: string;
}

/** Give it the path as its key. */
export function Media({ path, sha256, kind, label }: MediaProps) {
  const [isBroken, setBroken] = useState(false);
  const serving = mediaServing(path);
  const src = sha256 === undefined ? mediaAddress(path) : keptAddress(sha256, path);
  if (serving !== 'shown' || isBroken)
    return (
      <p className="quiet small">
        This browser can’t show it
        {serving !== null && (
          <>
            {': '}
            <a href={src} download>
              download it
            </a>
          </>
        )}
        .
      </p>
    );
  const about = { className: 'media', src, onError: () => setBroken(true) };
  if (kind === 'image' || kind === 'picture') return <img {...about} alt={label} loading="lazy" />;
  // Captions come with the media steps.
  if (kind === 'audio' || kind === 'sound')
    return <audio {...about} controls preload="metadata" aria-label={label} />;
  return <video {...about} controls preload="metadata" aria-label={label} />;
}
