// The self-audit: runs Git's own check, says what is broken, and checks each commit of main against the records.
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { EnhancementId } from '../../src/domain/ids.ts';
import type { AnyCode } from '../../src/domain/reason.ts';
import { Fault } from '../../src/errors.ts';
import { mainCommits } from '../../src/git/native.ts';
import type { Repo } from '../../src/git/repo.ts';
import { fsck } from '../../src/git/self-check.ts';
import { auditCommit } from '../publish/vouched/audit.ts';
import { MAIN, PUBLISHED } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { damageIn } from './damage.ts';

export interface Audit {
  readonly commits: number;
  readonly landings: number;
  /** Empty when all is well. */
  readonly findings: readonly string[];
}

export async function auditShow(show: Show): Promise<Audit> {
  const findings = [...(await auditObjects(show.repo, show.root))];
  try {
    const audit = await auditMain(show);
    return { ...audit, findings: [...findings, ...audit.findings] };
  } catch (error) {
    return { commits: 0, landings: 0, findings: [...findings, notAudited(error)] };
  }
}

/** The audit of a show that can't be opened, because of this error. Rethrows an error that is not about the history. */
export async function auditUnopened(repo: Repo, root: string, why: unknown): Promise<Audit> {
  const notOpened = notAudited(why);
  return { commits: 0, landings: 0, findings: [...(await auditObjects(repo, root)), notOpened] };
}

const HISTORY_UNREADABLE: ReadonlySet<AnyCode> = new Set<AnyCode>([
  'GIT_FAILED',
  'GIT_OBJECT_DAMAGED',
  'GIT_OBJECT_MISSING',
  'GIT_PACK_FORMAT',
  'GIT_REF_DAMAGED',
]);

function notAudited(error: unknown): string {
  if (!(error instanceof Fault && HISTORY_UNREADABLE.has(error.code))) throw error;
  return `Not all of main could be checked: ${error.tech}`;
}

/** Git's findings; those about a broken object are replaced by its meaning for the show. */
async function auditObjects(repo: Repo, root: string): Promise<readonly string[]> {
  const found = await fsck(repo);
  if (found.length === 0) return [];
  try {
    const damage = await damageIn(repo, root);
    const isNamed = (line: string) =>
      [...damage.keys()].some((id) => line.includes(id) || line.includes(`${id.slice(0, 2)}/${id.slice(2)}`));
    return [...damage.values(), ...new Set(found.filter((line) => !isNamed(line)))];
  } catch (error) {
    return [...found, notAudited(error)];
  }
}

async function auditMain(show: Show): Promise<Audit> {
  const findings: string[] = [];
  const main = await show.repo.ref(MAIN);
  if (main === null) return { commits: 0, landings: 0, findings };
  const records = new Map<EnhancementId, EnhancementRecord>();
  for (const episode of await show.kept.episodes()) {
    for (const [id, kept] of (await show.kept.read(episode)).all) records.set(id, kept);
  }
  const commits = await mainCommits(show.repo, null, main);
  let landed = 0;
  for (const commit of commits) {
    if (commit.trailers.has('Enhancement')) landed += 1;
    const finding = await auditCommit(show, commit, async (id) => records.get(id) ?? null);
    if (finding) findings.push(`${commit.id.slice(0, 10)} ${finding}`);
  }
  const published = await show.repo.ref(PUBLISHED);
  if (published !== main)
    findings.push(
      `${PUBLISHED} is ${published ?? 'missing'}, main is ${main}: a landing was interrupted; the next run finishes it`,
    );
  return { commits: commits.length, landings: landed, findings };
}
