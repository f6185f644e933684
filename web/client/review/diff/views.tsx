// Chooses the view of a changed file by its kind. A new kind of material needs one line here.
import type { ComponentType } from 'react';
import type { FileView } from '../../../../src/desk.ts';
import { Media } from '../../parts/media.tsx';
import { PageView } from './page-view.tsx';
import { Parts } from './parts.tsx';
import type { ViewProps } from './view-props.ts';

export const VIEWS: Readonly<Record<FileView, ComponentType<ViewProps>>> = {
  prose: Parts,
  text: Parts,
  page: PageView,
  picture: MediaView,
  sound: MediaView,
  video: MediaView,
};

function MediaView({ file, ...shown }: ViewProps) {
  const { pathAfter, view } = file;
  return (
    <>
      <Media key={pathAfter} path={pathAfter} kind={view} label={`${pathAfter}, as it is now`} />
      <Parts file={file} {...shown} />
    </>
  );
}
