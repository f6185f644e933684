// A process that follows Syncthing and does nothing else, for sync.mjs: each line on stdin is answered with its memory.
//   node --expose-gc sync-client.mjs URL KEY ROOT FOLDER
import { createInterface } from 'node:readline';

const dist = new URL('../../dist/', import.meta.url);
const { openSyncthing } = await import(new URL('src/tools/syncthing/syncthing.js', dist));
const { createLog } = await import(new URL('src/log.js', dist));

const [url, key, root, folder] = process.argv.slice(2);
const log = createLog({ level: 'silent', destination: {} });
const sync = openSyncthing({ address: { url, key }, place: { root, folder }, log });
process.once('SIGTERM', async () => {
  await sync.close();
  process.exit(0);
});

const MB = 1024 * 1024;
for await (const _ of createInterface({ input: process.stdin })) {
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  process.stdout.write(
    `${JSON.stringify({ heapMb: heapUsed / MB, rssMb: rss / MB, state: sync.view().state })}\n`,
  );
}
