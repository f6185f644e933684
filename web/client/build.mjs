// Builds the page into dist/web/client: hashed files, and beside each its brotli, so that the server compresses nothing.
// Does nothing where the built page is newer than every source of it.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const repo = fileURLToPath(new URL('../..', import.meta.url));
const outDir = join(repo, 'dist/web/client');
const stamp = join(outDir, '.built');

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

// The page takes addresses and rules of the domain from src, and from the server the types of files that it serves.
const shared = ['src/desk', 'src/domain'].flatMap((folder) => filesBelow(join(repo, folder)));
shared.push(join(repo, 'web/media-types.ts'));
const sources = [...filesBelow(root), ...shared, join(repo, 'package-lock.json')];
const newestMs = Math.max(...sources.map((path) => statSync(path).mtimeMs));
if (existsSync(stamp) && statSync(stamp).mtimeMs > newestMs && !process.argv.includes('--force'))
  process.exit(0);

rmSync(outDir, { recursive: true, force: true });
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  resolve: {
    alias: [
      // The diff view would bring a grammar and a theme for everything that people program in, and a second highlighter;
      // a show is prose.
      { find: /^shiki\/langs$/, replacement: join(root, 'review/languages.ts') },
      {
        find: /^(?:shiki\/wasm|shiki\/engine\/oniguruma|@pierre\/highlights|@pierre\/highlights\/themes\/loader|@pierre\/theming\/themes)$/,
        replacement: join(root, 'review/not-built-in.ts'),
      },
      // Its colours would come in a style element, which the security policy refuses.
      { find: /^\.\.\/utils\/hostTheme\.js$/, replacement: join(root, 'review/diff/host-theme.ts') },
    ],
  },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      // Markers for rendering on a server, which nobody does here.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
  },
});

const SMALLEST_BYTES = 1024;
for (const path of filesBelow(outDir)) {
  if (!/\.(?:js|css|html|svg|json)$/.test(path)) continue;
  const bytes = readFileSync(path);
  if (bytes.length < SMALLEST_BYTES) continue;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
}
writeFileSync(stamp, '');
