// The sources of src/tree as plain JavaScript in a folder of their own, for tests that need them in another thread or
// program, where nothing reads TypeScript.
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { temporaryFolder } from './folder.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** The folder in which `src/tree/*.js` lie. */
export function compiledTree(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  for (const part of ['src', 'src/domain', 'src/tree']) compileFolder(part, folder);
  return join(folder, 'src', 'tree');
}

function compileFolder(part: string, into: string): void {
  mkdirSync(join(into, part), { recursive: true });
  for (const name of readdirSync(join(PROJECT, part)).filter((file) => file.endsWith('.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(PROJECT, part, name), 'utf8'), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    });
    writeFileSync(join(into, part, name.replace(/\.ts$/, '.js')), outputText);
  }
}
