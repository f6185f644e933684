// The program as plain JavaScript in a folder of its own, so that a child program starts in the time that Node takes.
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

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const PARTS = ['src', 'steps', 'bot', 'web', 'test/bot'];

export interface Compiled {
  /** The compiled file's place, for Node. */
  place(source: string): string;
  clear(): void;
}

export function compileProject(): Compiled {
  const folder = mkdtempSync(join(tmpdir(), 'show-build-compiled-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  for (const part of PARTS) {
    for (const name of readdirSync(join(PROJECT, part), { recursive: true, encoding: 'utf8' })) {
      if (name.endsWith('.ts') && !name.endsWith('.test.ts')) compileFile(join(part, name), folder);
    }
  }
  const place = (source: string) => join(folder, source.replace(/\.ts$/, '.js'));
  return { place, clear: () => rmSync(folder, { recursive: true }) };
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
