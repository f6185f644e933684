// Reads the sockets of a process from /proc, to check that a node connects to this machine only.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface Socket {
  readonly kind: 'tcp' | 'tcp6' | 'udp' | 'udp6';
  /** Hexadecimal addresses without ports, in the kernel's notation. */
  readonly local: string;
  readonly remote: string;
}

export function socketsOf(pid: number): readonly Socket[] {
  const own = new Set(readdirSync(`/proc/${pid}/fd`).flatMap((fd) => inode(`/proc/${pid}/fd/${fd}`)));
  return (['tcp', 'tcp6', 'udp', 'udp6'] as const).flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => own.has(columns[9] ?? ''))
      .map(([, local = '', remote = '']) => ({ kind, local: addressOf(local), remote: addressOf(remote) })),
  );
}

/** True for 127.0.0.0/8 and ::1. The kernel writes IPv4 in the machine's byte order (here little-endian). */
export function isLoopback(address: string): boolean {
  return /^(?:......7F|0{16}FFFF0000......7F|0{24}01000000)$/.test(address);
}

export function isNoAddress(address: string): boolean {
  return /^0+$/.test(address);
}

function addressOf(column: string): string {
  return column.split(':')[0] ?? '';
}

function inode(link: string): readonly string[] {
  try {
    const found = /^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.[1];
    return found === undefined ? [] : [found];
  } catch (error) {
    // Closed meanwhile.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
