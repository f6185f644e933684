// Shows a report or script as a page, old or new, in a frame that may load its own pictures and run nothing.
import { useState } from 'react';
import { API, requestOf } from '../../../../src/desk/addresses.ts';
import { Segments } from '../../parts/choice.tsx';
import type { ViewProps } from './view-props.ts';

type Side = 'before' | 'after';

const SIDES = [
  { value: 'after', label: 'After' },
  { value: 'before', label: 'Before' },
] as const;

export function PageView({ id, file, hands }: ViewProps) {
  const [side, setSide] = useState<Side>('after');
  const isNew = file.kind === 'create' || file.before === null;
  const shown = isNew ? 'after' : side;
  const path = shown === 'before' ? file.path : file.pathAfter;
  const src = `${API}${requestOf('page', [id, path, shown]).path}`;
  const name = path.split('/').at(-1) ?? path;
  const left = file.parts.length > 0 && file.parts.every(({ key }) => hands?.left.has(key));
  return (
    <div className="page-view">
      <div className="row">
        {hands !== null && (
          <label className="page-check">
            <input
              type="checkbox"
              checked={!left}
              onChange={(event) => {
                for (const part of file.parts) hands.take(part, event.target.checked);
              }}
            />
            Take {name}
          </label>
        )}
        {!isNew && <Segments label="Which of the two" value={side} options={SIDES} onChange={setSide} />}
        <a className="small" href={src} target="_blank" rel="noreferrer">
          Open by itself
        </a>
      </div>
      <iframe key={src} src={src} sandbox="allow-same-origin" title={`${name}, ${shown}`} loading="lazy" />
    </div>
  );
}
