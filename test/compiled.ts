// The program as plain JavaScript in a folder of its own, for tests that need it in another thread or program, where
// nothing reads TypeScript. Without a type check: that is the build's work.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

export interface Compiled {
  readonly folder: string;
  /** The compiled file's place, for Node. */
  place(source: string): string;
  clear(): void;
}

export function compileProject(
  parts: readonly string[] = ['src', 'steps', 'bot', 'web', 'test/bot'],
): Compiled {
  const folder = mkdtempSync(join(tmpdir(), 'show-build-compiled-'));
  compileInto(folder, parts);
  const place = (source: string) => join(folder, source.replace(/\.ts$/, '.js'));
  return { folder, place, clear: () => rmSync(folder, { recursive: true }) };
}

/** `parts`: folders with all that lies below them, or single files. */
export function compileInto(folder: string, parts: readonly string[]): void {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  for (const part of parts) {
    const names = part.endsWith('.ts')
      ? [part]
      : readdirSync(join(PROJECT, part), { recursive: true, encoding: 'utf8' }).map((name) =>
          join(part, name),
        );
    for (const name of names)
      if (name.endsWith('.ts') && !name.endsWith('.test.ts')) compileFile(name, folder);
  }
}

function compileFile(path: string, into: string): void {
  const { outputText } = ts.transpileModule(readFileSync(join(PROJECT, path), 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  const target = join(into, path.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, outputText);
}
