import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { blobOf, decodeText, encodeText } from '../../src/tree/blob.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import { put, temporaryFolder, withoutPrivilege } from './folder.ts';

const PATH = treePath('episodes/0101/rundown/10 A.md');

describe('readFileWhole', () => {
  it('gives the bytes and the stat of the same moment', async () => {
    const root = temporaryFolder();
    put(root, PATH, 'words');
    const reading = await readFileWhole(root, PATH);
    expect(reading).toMatchObject({
      absent: false,
      bytes: Buffer.from('words'),
      stat: { bytes: 5, kind: 'file' },
    });
  });

  it('reads a file of many chunks', async () => {
    const root = temporaryFolder();
    const large = Buffer.alloc(9 * 1024 * 1024 + 1, 'abcdefg');
    put(root, PATH, large);
    const reading = await readFileWhole(root, PATH);
    expect(!reading.absent && reading.bytes.equals(large)).toBe(true);
  });

  it('calls only what is not there absent', async () => {
    const root = temporaryFolder();
    expect(await readFileWhole(root, PATH)).toEqual({ absent: true });
    mkdirSync(join(root, PATH), { recursive: true });
    await expect(readFileWhole(root, PATH)).rejects.toMatchObject({
      kind: 'refused',
      code: 'PATH_BLOCKED',
    });
    await expect(readFileWhole(put(root, 'file', 'x'), PATH)).rejects.toMatchObject({ code: 'PATH_BLOCKED' });
  });

  it('does not take a forbidden file for an absent one', async () => {
    const root = temporaryFolder();
    chmodSync(root, 0o755);
    chmodSync(put(root, PATH, 'x'), 0o000);
    await withoutPrivilege(() =>
      expect(readFileWhole(root, PATH)).rejects.toMatchObject({
        code: 'TREE_DENIED',
      }),
    );
  });

  it('follows no symlink, neither of a file nor of a folder above it', async () => {
    const root = temporaryFolder();
    const outside = temporaryFolder();
    put(outside, 'secret.md', 'secret');
    mkdirSync(join(root, 'lib'));
    symlinkSync(join(outside, 'secret.md'), join(root, 'lib/secret.md'));
    symlinkSync(outside, join(root, 'lib/out'));
    for (const path of ['lib/secret.md', 'lib/out/secret.md']) {
      await expect(readFileWhole(root, treePath(path))).rejects.toMatchObject({
        kind: 'refused',
        code: 'PATH_BLOCKED',
      });
    }
  });

  it('never leaves the tree, whatever the path', async () => {
    const folder = temporaryFolder();
    put(folder, 'secret.md', 'secret');
    mkdirSync(join(folder, 'tree'));
    const part = fc.constantFrom('..', '.', '', 'lib', 'secret.md', '\0');
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), async (parts) => {
        const reading = await readFileWhole(join(folder, 'tree'), treePath(parts.join('/'))).catch(
          (error) => error,
        );
        expect([undefined, 'PATH_ESCAPES']).toContain(reading.code);
        if (reading.code === undefined) expect(reading).toEqual({ absent: true });
      }),
    );
  });

  it('does not wait for the writer of a pipe', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'lib'));
    execFileSync('mkfifo', [join(root, 'lib/pipe.md')]);
    await expect(readFileWhole(root, treePath('lib/pipe.md'))).rejects.toMatchObject({
      code: 'PATH_BLOCKED',
    });
  });

  it('gives up, in time, on a file that grows all the while', async () => {
    const root = temporaryFolder();
    const place = put(root, PATH, Buffer.alloc(64 * 1024 * 1024));
    const writer = spawn('sh', ['-c', `echo on; while :; do echo more >> "${place}"; done`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      await once(writer.stdout, 'data');
      await expect(readFileWhole(root, PATH)).rejects.toMatchObject({
        kind: 'transient',
        code: 'FILE_MOVING',
      });
    } finally {
      writer.kill('SIGKILL');
      await once(writer, 'exit');
    }
  });
});

describe('text and blobs', () => {
  it('gives each text back to the byte, byte order mark included', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, fc.boolean(), (body, mark) => {
        const bytes = encodeText((mark ? '\u{FEFF}' : '') + body);
        const decoded = decodeText(bytes);
        expect(decoded !== null && encodeText(decoded).equals(bytes)).toBe(true);
        if (mark) expect(decoded?.charCodeAt(0)).toBe(0xfeff);
      }),
    );
  });
  it('does not call bytes text that are not UTF-8', () => {
    expect(decodeText(Buffer.from([0x63, 0xe9]))).toBeNull();
    expect(decodeText(Buffer.from('ff\u{FEFF}', 'utf16le'))).toBeNull();
  });
  it('names blobs as Git does', () => {
    const named = execFileSync('git', ['hash-object', '--stdin'], {
      input: 'a show\n',
    })
      .toString()
      .trim();
    expect(blobOf(Buffer.from('a show\n'))).toBe(named);
  });
});
