// Notices when another service takes over the show, or leaves it to this one again. Landings do not wait for this: they
// read the claims themselves.
import type { DeskEvent } from '../../src/desk.ts';
import { viewHere } from '../../src/tools/syncthing/presence.ts';
import type { Sync, SyncEvent } from '../../src/tools/syncthing/sync.ts';
import { claimNotice } from '../show/claim.ts';
import { CLAIMS } from '../show/claim-files.ts';
import type { Show } from '../show/show.ts';

export interface HandOver {
  /** The claims may have changed. */
  look(): Promise<void>;
  end(): void;
}

export interface HandOverOptions {
  readonly emit: (event: DeskEvent) => void;
  readonly report: (error: unknown) => void;
  /** Resolves when the tree's disk answers. */
  readonly ask: () => Promise<void>;
  /** This service may work on the show again. */
  readonly onFree: () => void;
}

const MINE = 'This service works on the show again.';

export function watchClaims(show: Show, sync: Sync | null, options: HandOverOptions): HandOver {
  const { emit, report, ask, onFree } = options;
  const { claim, log } = show;
  let before = claimNotice(claim);
  let isKnown = false;

  async function look(): Promise<void> {
    await ask();
    const unwritten = await claim.take();
    if (unwritten !== null) log.warn(unwritten);
    const now = claimNotice(claim);
    if (now === before) return;
    before = now;
    const detail = now ?? MINE;
    log.info(detail);
    emit({ kind: 'notice', episode: null, detail });
    if (now === null) onFree();
  }

  function heard(event: SyncEvent): void {
    // Syncthing may carry a tree without the usual marker; its first answer tells.
    const isFirst = event.kind === 'state' && !isKnown && sync !== null && viewHere(sync) !== null;
    isKnown ||= isFirst;
    if (isFirst || (event.kind === 'arrived' && event.path.startsWith(`${CLAIMS}/`))) look().catch(report);
  }

  if (sync !== null) claim.alsoCarriedIf(() => viewHere(sync) !== null);
  const end = sync?.subscribe(heard) ?? (() => {});
  return { look, end };
}
