// Renders and parses commit objects. Writes UTC times; reads commits with any time zone.
import type { CommitId, TreeId } from '../domain/ids.ts';
import type { CommitObject, Signature } from './object.ts';

const SIGNATURE = /^(.*?) ?<([^>]*)> (-?\d+)(?: [+-]\d{4})?$/u;

export function renderCommit(commit: Omit<CommitObject, 'id'>): Buffer {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${renderSignature(commit.author)}`,
    `committer ${renderSignature(commit.committer)}`,
    '',
    commit.message.replaceAll('\0', ' '),
  ];
  return Buffer.from(lines.join('\n'));
}

export function renderSignature({ name, email, atMs }: Signature): string {
  return `${plain(name) || 'unknown'} <${plain(email)}> ${Math.max(0, Math.floor(atMs / 1000))} +0000`;
}

/** Null if the bytes are not a commit. */
export function parseCommit(id: CommitId, bytes: Buffer): CommitObject | null {
  const text = bytes.toString('utf8');
  const headEnd = text.indexOf('\n\n');
  const head = (headEnd < 0 ? text : text.slice(0, headEnd)).split('\n');
  const [tree] = valuesOf(head, 'tree');
  const author = parseSignature(valuesOf(head, 'author')[0]);
  const committer = parseSignature(valuesOf(head, 'committer')[0]);
  if (tree === undefined || author === null || committer === null) return null;
  return {
    id,
    tree: tree as TreeId,
    parents: valuesOf(head, 'parent') as CommitId[],
    author,
    committer,
    message: headEnd < 0 ? '' : text.slice(headEnd + 2),
  };
}

function valuesOf(head: readonly string[], key: string): string[] {
  return head.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
}

function parseSignature(line: string | undefined): Signature | null {
  const [, name, email, seconds] = SIGNATURE.exec(line ?? '') ?? [];
  if (name === undefined || email === undefined || seconds === undefined) return null;
  return { name, email, atMs: Number(seconds) * 1000 };
}

/** Removes line breaks and angle brackets, which a signature can't hold; trims blanks and punctuation, as Git does. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}<>]/gu, ' ')
    .replace(/^[\s.,:;"'\\]+|[\s.,:;"'\\]+$/gu, '')
    .replace(/ {2,}/g, ' ');
}
