// A media file before and after a change: both beside each other; pictures also under one another, to be swept over or
// subtracted. A new file is shown alone, before it has landed.
import { type CSSProperties, useState } from 'react';
import type { KeptMedia, ReviewFile } from '../../../../src/desk.ts';
import { Badge } from '../../parts/badge.tsx';
import { Segments } from '../../parts/choice.tsx';
import { Media } from '../../parts/media.tsx';
import { Parts } from './parts.tsx';
import type { ViewProps } from './view-props.ts';
import './media-view.css';

export function MediaView({ file, ...shown }: ViewProps) {
  const { pathAfter, view, media } = file;
  if (media !== null) return <MediaSides file={file} before={media.before} after={media.after} />;
  return (
    <>
      <Media key={pathAfter} path={pathAfter} kind={view} label={`${pathAfter}, as it is now`} />
      <Parts file={file} {...shown} />
    </>
  );
}

interface SidesProps {
  readonly file: ReviewFile;
  readonly before: KeptMedia | null;
  readonly after: KeptMedia;
}

type PictureWay = 'beside' | 'sweep' | 'difference';

const WAYS = [
  { value: 'beside', label: 'Side by side' },
  { value: 'sweep', label: 'Sweep' },
  { value: 'difference', label: 'Difference' },
] as const;

function MediaSides({ file, before, after }: SidesProps) {
  const [way, setWay] = useState<PictureWay>('beside');
  const isCompared = before !== null && file.view === 'picture';
  return (
    <div className="media-sides">
      {isCompared && <Segments label="Compare the pictures" value={way} options={WAYS} onChange={setWay} />}
      {isCompared && way !== 'beside' ? (
        <Layers path={file.pathAfter} before={before} after={after} way={way} />
      ) : (
        <div className="media-row">
          {before !== null && <Side file={file} media={before} label="Before" />}
          <Side file={file} media={after} label={before === null ? null : 'After'} />
        </div>
      )}
    </div>
  );
}

function Side(props: {
  readonly file: ReviewFile;
  readonly media: KeptMedia;
  readonly label: string | null;
}) {
  const { file, media, label } = props;
  const path = file.pathAfter;
  const name = label === null ? path : `${path}, ${label.toLowerCase()}`;
  return (
    <figure>
      <Media key={media.sha256} path={path} sha256={media.sha256} kind={file.view} label={name} />
      <figcaption className="small quiet">
        {label !== null && <Badge>{label}</Badge>} {sizeOf(media.bytes)}
      </figcaption>
    </figure>
  );
}

function Layers(
  props: Pick<SidesProps, 'after'> & {
    readonly path: string;
    readonly before: KeptMedia;
    readonly way: PictureWay;
  },
) {
  const { path, before, after, way } = props;
  const [share, setShare] = useState(50);
  const style = { '--share': `${share}%` } as CSSProperties;
  return (
    <figure>
      <div className={`media-layers media-${way}`} style={style}>
        <Media
          key={before.sha256}
          path={path}
          sha256={before.sha256}
          kind="image"
          label={`${path}, before`}
        />
        <Media key={after.sha256} path={path} sha256={after.sha256} kind="image" label={`${path}, after`} />
      </div>
      {way === 'sweep' ? (
        <input
          type="range"
          min={0}
          max={100}
          value={share}
          aria-label="How much of the picture before is shown"
          onChange={(event) => setShare(Number(event.target.value))}
        />
      ) : (
        <figcaption className="small quiet">Black where nothing changes.</figcaption>
      )}
    </figure>
  );
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

function sizeOf(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}
