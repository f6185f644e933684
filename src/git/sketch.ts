// A repository to try things out in: reads the real one, and keeps in memory whatever is written, refs included. Stock
// Git sees none of that, so its native commands can't be used on it.
import type { CommitId } from '../domain/ids.ts';
import { openRepo, type Repo } from './repo.ts';

export async function sketchedRepo({ dir }: Pick<Repo, 'dir'>): Promise<Repo> {
  // Its new objects go to disk when one of its refs moves, which none does.
  const repo = await openRepo(dir);
  const moved = new Map<string, CommitId | null>();
  const ref = async (name: string) => {
    const here = moved.get(name);
    return here === undefined ? repo.ref(name) : here;
  };
  return {
    ...repo,
    inMemory: true,
    ref,
    async refs(prefix) {
      const found = new Map(await repo.refs(prefix));
      for (const [name, to] of moved) {
        if (!name.startsWith(prefix)) continue;
        if (to === null) found.delete(name);
        else found.set(name, to);
      }
      return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
    },
    async moveRef(name, { from, to }) {
      if ((await ref(name)) !== from) return false;
      moved.set(name, to);
      return true;
    },
    endWork: async () => {},
    clearStaleLocks: async () => {},
  };
}
