// Commit messages that other programs read: enhancement, landing, revert, snapshot (design section 4).
import type { Change } from '../../src/domain/change.ts';
import type { Who } from '../../src/domain/decision.ts';
import type { Enhancement } from '../../src/domain/enhancement.ts';
import {
  type BlobId,
  type CommitId,
  type EnhancementId,
  type EpisodeId,
  episodeOf,
  nameOf,
  type TreePath,
} from '../../src/domain/ids.ts';
import { message, quotePath } from '../../src/domain/trailers.ts';

/** Trailer of a commit that takes conflict copies off main. */
export const COPIES_OFF = 'Copies-Off';

/** Git's id for a missing object. */
const NOTHING = '0'.repeat(40);

export type Bases = ReadonlyMap<TreePath, BlobId | null>;

export function enhancementMessage(enhancement: Enhancement, bases: Bases): string {
  const { change, origin } = enhancement;
  const trailers: [string, string][] = [
    ['Enhancement-Id', enhancement.id],
    ['Episode', enhancement.episode],
    ['Step', `${enhancement.step}@${enhancement.stepVersion}`],
    ['Subject', quotePath(enhancement.subject)],
    ['Input', enhancement.input],
    ...[...bases].map(([path, blob]): [string, string] => ['Base', `${blob ?? NOTHING} ${quotePath(path)}`]),
    ['Fingerprint', enhancement.fingerprint],
    ['Applicability', change.applicability],
  ];
  if (origin) {
    trailers.push(['Model', origin.model], ['Prompt', origin.prompt]);
    if (origin.costUsd !== null) trailers.push(['Cost', `${origin.costUsd.toFixed(6)} USD`]);
    if (origin.confidence !== null) trailers.push(['Confidence', origin.confidence.toFixed(2)]);
  }
  const subject = `${enhancement.step}: ${enhancement.episode}/${whatOf(enhancement.subject)}`;
  return message({ subject, body: `${change.title}\n\n${change.why}`, trailers });
}

/** `editedBy`: the person who replaced some of the bot's words. */
export function landingMessage(enhancement: Enhancement, by: string, editedBy: Who | null = null): string {
  return message({
    subject: `Land ${enhancement.step}: ${enhancement.episode}/${whatOf(enhancement.subject)}`,
    body: enhancement.change.title,
    trailers: [
      ['Enhancement', enhancement.id],
      ['Landed-By', by],
      ...(editedBy === null ? [] : [['Edited-By', `${editedBy.name} <${editedBy.email}>`] as const]),
      ...movesOf(enhancement.change),
    ],
  });
}

/** Message of the commit that puts a reviewer's own words on top of the bot's rendering. */
export function wordsMessage(enhancement: Enhancement, by: Who, fields: readonly string[]): string {
  return message({
    subject: `${by.name} worded ${enhancement.step}: ${enhancement.episode}/${whatOf(enhancement.subject)}`,
    body: `In words of their own: ${fields.slice(0, 20).join(', ')}${fields.length > 20 ? ', …' : ''}`,
    trailers: [['Edited', enhancement.id]],
  });
}

export function revertMessage(enhancement: Enhancement, by: string): string {
  return message({
    subject: `Revert ${enhancement.step}: ${enhancement.episode}/${whatOf(enhancement.subject)}`,
    body: enhancement.change.title,
    trailers: [['Reverts', enhancement.id], ['Reverted-By', by], ...movesBack(enhancement.change)],
  });
}

/** Old and new name of each moved file, so that decisions about the file carry over to its new name. */
function movesOf({ files }: Change): readonly [string, string][] {
  return files.flatMap((file): [string, string][] =>
    file.kind === 'move' ? [['Moved', `${quotePath(file.path)} ${quotePath(file.to)}`]] : [],
  );
}

function movesBack({ files }: Change): readonly [string, string][] {
  return files.flatMap((file): [string, string][] =>
    file.kind === 'move' ? [['Moved', `${quotePath(file.to)} ${quotePath(file.path)}`]] : [],
  );
}

export function snapshotMessage(person: string, paths: readonly TreePath[]): string {
  const places = [...new Set(paths.map((path) => whereOf(episodeOf(path))))];
  const where = places.length === 1 ? places[0] : `${places.length} places`;
  const names = paths.length <= 2 ? paths.map(nameOf).join(' and ') : `${paths.length} files`;
  return message({
    subject: `${person} edited ${where}: ${names}`,
    body: paths.slice(0, 50).map(quotePath).join('\n'),
    trailers: places.map((place): [string, string] => ['Snapshot', place]),
  });
}

/** For conflict copies that were content of the show: they stay on the disk, and their texts on a ref of their own. */
export function copiesOffMessage(paths: readonly TreePath[]): string {
  const many = paths.length === 1 ? 'A conflict copy is' : `${paths.length} conflict copies are`;
  return message({
    subject: `${many} no content of the show`,
    body: paths.slice(0, 50).map(quotePath).join('\n'),
    trailers: [[COPIES_OFF, `${paths.length}`]],
  });
}

/** Message of the first commit, which takes over an existing show without any edit. */
export function adoptedMessage(files: number): string {
  return message({
    subject: `The show as it stands: ${files} files`,
    body: 'From here on every edit, landing and revert is a commit.',
    trailers: [['Snapshot', 'the show']],
  });
}

export function displacedMessage(
  person: string,
  paths: readonly TreePath[],
  { ids, inDoubt }: { readonly ids: readonly EnhancementId[]; readonly inDoubt: readonly EnhancementId[] },
): string {
  return message({
    subject: `Keep ${person}'s text of ${paths.map(nameOf).join(', ')}`,
    body:
      inDoubt.length === 0
        ? 'It was written without having seen what landed, so what landed gives way and is proposed again.'
        : 'What landed is not in it: taken out, or not seen. It gives way, and is proposed again for review.',
    trailers: [
      ...ids.map((id): [string, string] => ['Displaced', id]),
      ...inDoubt.map((id): [string, string] => ['In-Doubt', id]),
    ],
  });
}

/** For a person's save during publishing: the landings, reverts and restores in question count as never made. */
export function undoneMessage(
  person: string,
  paths: readonly TreePath[],
  {
    landings,
    reverts,
    restores,
  }: {
    landings: readonly EnhancementId[];
    reverts: readonly EnhancementId[];
    restores: readonly CommitId[];
  },
): string {
  return message({
    subject: `Keep ${person}'s text of ${paths.map(nameOf).join(', ')}`,
    body: 'It was written while this was being published, so it stands, and what was published gives way.',
    trailers: [
      ...landings.map((id): [string, string] => ['Undone', id]),
      ...reverts.map((id): [string, string] => ['Revert-Undone', id]),
      ...restores.map((id): [string, string] => ['Restore-Undone', id]),
    ],
  });
}

function whatOf(subject: TreePath): string {
  return nameOf(subject).replace(/\.md$/, '');
}

function whereOf(episode: EpisodeId | null): string {
  return episode ?? 'the show';
}
