// Git LFS pointers, version 1: the three lines committed in place of a media file. To Git they are its content.

export interface Pointer {
  readonly sha256: string;
  readonly bytes: number;
}

const TEXT =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\noid sha256:([0-9a-f]{64})\nsize (0|[1-9]\d*)\n$/;
// The format's own limit: longer blobs are never pointers.
const MAX_BYTES = 1024;

/** The text to commit; an empty file is its own pointer. */
export function pointerText({ sha256, bytes }: Pointer): string {
  return bytes === 0
    ? ''
    : `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${bytes}\n`;
}

/** Null if the blob is not a pointer in exactly this form. */
export function parsePointer(blob: Uint8Array): Pointer | null {
  if (blob.length > MAX_BYTES) return null;
  const [, sha256, size] = TEXT.exec(Buffer.from(blob).toString('latin1')) ?? [];
  const bytes = Number(size);
  return sha256 !== undefined && Number.isSafeInteger(bytes) ? { sha256, bytes } : null;
}
