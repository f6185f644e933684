// Link that opens a note in Obsidian, on the machine of whoever reads the page. Nothing where there is no address.
import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { question } from '../questions/questions.ts';

export function OpenInObsidian({ address }: { readonly address: string | null }) {
  if (address === null) return null;
  return (
    <a className="in-obsidian small" href={address} title="Opens the note as it stands">
      <ExternalLink size={14} aria-hidden />
      Open in Obsidian
    </a>
  );
}

/** For a page that has only the path. */
export function OpenPathInObsidian({ path, line }: { readonly path: string; readonly line: number | null }) {
  const { data } = useQuery(question('noteAddress', path, line));
  return <OpenInObsidian address={data?.address ?? null} />;
}
