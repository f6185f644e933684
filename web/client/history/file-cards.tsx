// Cards of files that differ. Each diff is rendered only when it comes near the viewport, because a commit may hold
// hundreds.

import { useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { FileDifference } from '../../../src/desk.ts';
import { Badge, type BadgeTone } from '../parts/badge.tsx';
import { Segments } from '../parts/choice.tsx';
import { Near } from '../parts/near.tsx';
import { Panel } from '../parts/page.tsx';
import { textDiffCode } from '../review/diff/text-diff-code.ts';
import { useIsDark } from '../shell/theme.ts';
import { linesAddress, placeName } from './addresses.ts';

export type DiffStyle = 'unified' | 'split';

export function StyleChoice(props: {
  readonly style: DiffStyle;
  readonly onChange: (style: DiffStyle) => void;
}) {
  return (
    <Segments
      label="How files are shown"
      value={props.style}
      options={[
        { value: 'unified', label: 'Unified' },
        { value: 'split', label: 'Side by side' },
      ]}
      onChange={props.onChange}
    />
  );
}

const WORDS: Readonly<Record<FileDifference['kind'], { readonly tone: BadgeTone; readonly text: string }>> = {
  added: { tone: 'good', text: 'new' },
  changed: { tone: 'plain', text: 'changed' },
  removed: { tone: 'bad', text: 'removed' },
  moved: { tone: 'accent', text: 'moved' },
};

export function FileCard(props: {
  readonly file: FileDifference;
  readonly style: DiffStyle;
  /** Commit for the link to its lines; null: as it stands. */
  readonly commit: string | null;
  readonly acts?: ReactNode;
}) {
  const { file, style, commit, acts } = props;
  const { path, pathBefore, kind } = file;
  const { tone, text } = WORDS[kind];
  return (
    <Panel className="panel-flush file-card">
      <header className="diff-head">
        <FileText size={16} aria-hidden />
        <h2>
          {kind === 'removed' ? (
            <span>{placeName(path)}</span>
          ) : (
            <Link href={linesAddress(path, commit === null ? {} : { commit })} data-row={path}>
              {placeName(path)}
            </Link>
          )}
        </h2>
        <Badge tone={tone}>{text}</Badge>
        {pathBefore !== null && pathBefore !== path && (
          <span className="small quiet">from {placeName(pathBefore)}</span>
        )}
        {acts !== undefined && <div className="row file-acts">{acts}</div>}
      </header>
      <Near bone={<Bone file={file} />}>{() => <FileDiff file={file} style={style} />}</Near>
    </Panel>
  );
}

export function FileDiff({ file, style }: { readonly file: FileDifference; readonly style: DiffStyle }) {
  const isDark = useIsDark();
  const { data: code } = useQuery(textDiffCode);
  const { path, pathBefore, before, after, hunks } = file;
  if (before === null && after === null)
    return <p className="quiet file-none">Not shown: it is no text, or a very long one.</p>;
  if (before === after) return <p className="quiet file-none">Its text is the same.</p>;
  if (code === undefined) return <Bone file={file} />;
  return (
    <code.TextDiff
      file={{
        path: pathBefore ?? path,
        pathAfter: path,
        kind: 'edit',
        view: 'text',
        before,
        after,
        media: null,
        note: null,
        parts: [],
      }}
      hunks={hunks}
      style={style}
      isDark={isDark}
    />
  );
}

const LINE_REM = 1.55;

/** Placeholder about as tall as the diff that replaces it. */
function Bone({ file: { before, after } }: { readonly file: FileDifference }) {
  const lines = before === null || after === null ? (before ?? after ?? '').split('\n').length : FEW_LINES;
  return <div className="diff-bone" style={{ height: `${lines * LINE_REM}rem` }} />;
}

/** Lines of a typical edit with its context. */
const FEW_LINES = 9;
