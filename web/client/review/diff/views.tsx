// Chooses the view of a changed file by its kind. A new kind of material needs one line here.
import type { ComponentType } from 'react';
import type { FileView } from '../../../../src/desk.ts';
import { MediaView } from './media-view.tsx';
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
