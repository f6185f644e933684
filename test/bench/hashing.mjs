// Hashing of media, beside `sha256sum` of the same file, which lies in memory for both; and how long the program that
// hashes keeps others waiting meanwhile.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BYTES = 1_073_741_824;
const ROUNDS = 5;
const BEAT_MS = 5;

export async function measureHashing(say) {
  const { hashFile, storeMedia } = await import(new URL('../../dist/src/git/media.js', import.meta.url));
  const dir = mkdtempSync(join(tmpdir(), 'show-build-hashing-'));
  try {
    say('hashing: a film of 1 GB');
    const film = join(dir, 'film.mov');
    writeFileSync(film, '');
    truncateSync(film, BYTES);
    const [ours, theirs] = [[], []];
    let worst = 0;
    // The first round is for the thread to begin and the file to be read.
    for (let round = 0; round <= ROUNDS; round++) {
      const started = performance.now();
      execFileSync('sha256sum', [film]);
      if (round > 0) theirs.push(performance.now() - started);
      const { took, lag } = await watched(() => hashFile(film));
      if (round === 0) continue;
      ours.push(took);
      worst = Math.max(worst, lag);
    }
    const repo = { dir: join(dir, 'repo.git') };
    mkdirSync(join(repo.dir, 'lfs/tmp'), { recursive: true });
    const { took, lag } = await watched(() => storeMedia(repo, film));
    const [our, their] = [median(ours), median(theirs)];
    return [
      ['hash of a film of 1 GB (`sha256sum`)', '–', ms(their), ms(our), `${(their / our).toFixed(2)} ×`],
      ['longest that anything waits meanwhile', '–', '–', ms(worst), '–'],
      ['hash, copy and check of a film of 1 GB', '–', '–', ms(took), '–'],
      ['longest that anything waits meanwhile', '–', '–', ms(lag), '–'],
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** How long it took, and by how much a beat came too late at worst. */
async function watched(work) {
  let last = performance.now();
  let lag = 0;
  const started = last;
  const look = () => {
    const now = performance.now();
    lag = Math.max(lag, now - last - BEAT_MS);
    last = now;
  };
  const beat = setInterval(look, BEAT_MS);
  await work();
  look();
  clearInterval(beat);
  return { took: performance.now() - started, lag };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function ms(value) {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}
