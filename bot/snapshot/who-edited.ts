// Tells whose edit a changed file is: Syncthing knows the device that made a version, and the settings whose device it is.
// The name of a conflict copy bears the winner's device and proves nothing.
import type { Settings } from '../../src/config.ts';
import type { Who } from '../../src/domain/decision.ts';
import { type ShortDeviceId, shortDeviceId, type TreePath } from '../../src/domain/ids.ts';
import { deviceNamed, viewHere } from '../../src/tools/syncthing/presence.ts';
import type { IndexedFile } from '../../src/tools/syncthing/sync.ts';
import { authorOf, personOn, somebodyOn } from '../record/authors.ts';
import { indexedFiles } from '../show/indexed-files.ts';
import type { Show } from '../show/show.ts';
import type { ChangedFile } from './changed-file.ts';

export type EditorOf = (path: TreePath) => Who;

/** A copied library is one person's act, and asking for each of its files takes long. */
const MOST_ASKED = 200;

export async function editorsOf(show: Show, changed: readonly ChangedFile[]): Promise<EditorOf> {
  const settings = show.settings();
  const usual = authorOf(settings);
  const asked = changed.length > MOST_ASKED ? [] : changed;
  const view = show.sync === null || asked.length === 0 ? null : viewHere(show.sync);
  const indexed =
    view &&
    (await indexedFiles(
      show,
      asked.map(({ path }) => path),
    ));
  if (!indexed) return () => usual;
  const found = new Map<TreePath, Who>();
  for (const one of asked) {
    const device = madeOn(one, indexed.get(one.path));
    if (device === null) continue;
    const isHere = device === shortDeviceId(view.self.id);
    found.set(one.path, personOf(settings, device, deviceNamed(device, view)?.name ?? null, isHere));
  }
  return (path) => found.get(path) ?? usual;
}

/** Null if the index does not have this very version. */
function madeOn({ seen }: ChangedFile, file: IndexedFile | undefined): ShortDeviceId | null {
  const local = file?.kind === 'known' ? file.local : null;
  if (local === null) return null;
  if (seen.kind === 'absent') return local.deleted ? local.modifiedBy : null;
  const { bytes, mtimeNs } = seen.stat;
  const isSame = !local.deleted && local.size === bytes && local.mtimeMs === Number(mtimeNs / 1_000_000n);
  return isSame ? local.modifiedBy : null;
}

/** On the machine of the service, which is nobody's own as a rule, the usual author. */
function personOf(settings: Settings, device: ShortDeviceId, name: string | null, isHere: boolean): Who {
  const named = personOn(settings, device);
  if (named !== null) return named;
  const isUnmapped = Object.values(settings.people).every((person) => person.device === null);
  return isHere || isUnmapped ? authorOf(settings) : somebodyOn(device, name);
}
