// Answers of Syncthing: of 1.19.2 as it gave them, of 2.x written by its documentation.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Recorded {
  /** By the path of the question, without its query. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** Answers and events in special cases, by a name. */
  readonly more: Readonly<Record<string, unknown>>;
}

const FOLDER = new URL('../../fixtures/syncthing/', import.meta.url);

export function recorded(version: 'v1.19.2' | 'v2'): Recorded {
  return JSON.parse(readFileSync(new URL(`${version}.json`, FOLDER), 'utf8')) as Recorded;
}

export const CONFIG_XML = fileURLToPath(new URL('config.xml', FOLDER));

/** Devices of the recordings; A is the machine that was asked. */
export const DEVICES = {
  a: 'AFEJBNV-2LJVSXN-74DVCNL-YBILY23-YUYTSZU-C2FYKDQ-3BBENN6-XQOJXAC',
  b: 'RSVEWDP-32SBZIQ-76QNN7H-NGKJC5J-CCU752F-X4X7KJ2-2IWLLF5-CFGZOQ6',
  c: 'ZX5EMNG-SSYXXWD-YD2OK76-DDHIFTJ-KRQHXKX-2RBBMZZ-U56BVJR-XDI52AF',
} as const;
