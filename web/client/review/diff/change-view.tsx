// Shows all files of a change in the view the reviewer chose: by parts, unified, or side by side.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ReviewFile } from '../../../../src/desk.ts';
import { Badge } from '../../parts/badge.tsx';
import { OpenInObsidian } from '../../parts/open-in-obsidian.tsx';
import { Answered } from '../../parts/states.tsx';
import { useIsDark } from '../../shell/theme.ts';
import { MediaOfCues } from './cue-media.tsx';
import type { PartHands } from './part.tsx';
import { textDiffCode } from './text-diff-code.ts';
import { VIEWS } from './views.tsx';

export type Way = 'parts' | 'unified' | 'split';

interface ChangeProps {
  readonly id: string;
  readonly files: readonly ReviewFile[];
  readonly way: Way;
  readonly hands: PartHands | null;
  /** Without media, where many changes stand in a row. */
  readonly isBrief?: boolean;
}

export function ChangeView({ files, ...shown }: ChangeProps) {
  // The pane's head leads to a single note.
  const hasLinks = files.filter(({ note }) => note !== null).length > 1;
  // With many files, only the first is open; the others show just their headings.
  return files.map((file, at) => (
    <FoldedFile key={file.path} file={file} isFolded={files.length > MOST_OPEN} isFirst={at === 0}>
      {hasLinks && <OpenInObsidian address={file.note} />}
      <FileBody file={file} {...shown} />
    </FoldedFile>
  ));
}

const MOST_OPEN = 3;

function FoldedFile(props: {
  readonly file: ReviewFile;
  readonly isFolded: boolean;
  readonly isFirst: boolean;
  readonly children: ReactNode;
}) {
  const { file, isFolded, isFirst, children } = props;
  const [isOpen, setOpen] = useState(isFirst);
  if (!isFolded)
    return (
      <div className="file">
        <FileHead file={file} />
        {children}
      </div>
    );
  return (
    <details className="file" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <FileHead file={file} />
      </summary>
      {isOpen && children}
    </details>
  );
}

function FileHead({ file }: { readonly file: ReviewFile }) {
  const { path, pathAfter, kind, media } = file;
  return (
    <h3 className="file-head">
      <span className="file-path">{short(pathAfter)}</span>
      {(kind === 'create' || (media !== null && media.before === null)) && (
        <Badge tone="good">new file</Badge>
      )}
      {pathAfter !== path && (
        <span className="file-moved">
          was <del>{short(path)}</del>
        </span>
      )}
    </h3>
  );
}

function FileBody({ file, way, ...shown }: Omit<ChangeProps, 'files'> & { readonly file: ReviewFile }) {
  const View = VIEWS[file.view];
  const isText = file.before !== null || file.after !== null;
  if (way === 'parts' || !isText) return <View file={file} {...shown} />;
  return (
    <>
      <Text file={file} way={way} />
      {shown.isBrief !== true && <MediaOfCues file={file} />}
    </>
  );
}

function Text({ file, way }: { readonly file: ReviewFile; readonly way: 'unified' | 'split' }) {
  const isDark = useIsDark();
  const query = useQuery(textDiffCode);
  return (
    <Answered query={query} rows={5}>
      {({ TextDiff }) => <TextDiff file={file} style={way} isDark={isDark} />}
    </Answered>
  );
}

/** Path within its episode, which is known from the context. */
function short(path: string): string {
  return path.replace(/^episodes\/\d{4}\//, '');
}
