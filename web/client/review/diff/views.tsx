// Chooses the view of a changed file by its kind. A new kind of material needs one line here.
import type { ComponentType } from 'react';
import type { FileView, ReviewFile } from '../../../../src/desk.ts';
import { PageView } from './page-view.tsx';
import { Parts } from './parts.tsx';
import type { ViewProps } from './view-props.ts';

export const VIEWS: Readonly<Record<FileView, ComponentType<ViewProps>>> = {
  prose: Parts,
  text: Parts,
  page: PageView,
  picture: Picture,
  sound: Sound,
  video: Video,
};

function Picture({ file, hands }: ViewProps) {
  return (
    <>
      <img className="media" src={mediaOf(file)} alt={`${file.pathAfter}, as it is now`} loading="lazy" />
      <Parts file={file} hands={hands} />
    </>
  );
}

function Sound({ file, hands }: ViewProps) {
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: captions come with the media steps. */}
      <audio className="media" controls preload="metadata" src={mediaOf(file)} aria-label={file.pathAfter} />
      <Parts file={file} hands={hands} />
    </>
  );
}

function Video({ file, hands }: ViewProps) {
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: captions come with the media steps. */}
      <video className="media" controls preload="metadata" src={mediaOf(file)} aria-label={file.pathAfter} />
      <Parts file={file} hands={hands} />
    </>
  );
}

function mediaOf({ pathAfter }: ReviewFile): string {
  return `/api/v1/media/${pathAfter.split('/').map(encodeURIComponent).join('/')}`;
}
