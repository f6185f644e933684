// Paging for long lists: the body stays a list, and headers point to the next page.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../src/errors.ts';

/** Sets `Link: <…>; rel="next"`: the same request with these query values changed. */
export function nextLink(
  request: FastifyRequest,
  reply: FastifyReply,
  changed: Readonly<Record<string, string>>,
): void {
  const [path = '', query = ''] = request.url.split('?', 2);
  const words = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changed)) words.set(name, value);
  reply.header('link', `<${path}?${words}>; rel="next"`);
}

export interface PagedRows<T> {
  readonly rows: readonly T[];
  /** Value for `after`; null at the end. */
  readonly next: string | null;
}

/** Throws NO_SUCH_ROW (usage) if `after` is not in the list (any more). */
export function pageOf<T extends { readonly id: string }>(
  rows: readonly T[],
  { after, limit }: { readonly after?: string | undefined; readonly limit?: number | undefined },
): PagedRows<T> {
  const from = after === undefined ? 0 : rows.findIndex(({ id }) => id === after) + 1;
  if (from === 0 && after !== undefined) {
    const sentence = `${after} is not, or no longer, in this list; begin again without "after".`;
    throw new Fault('usage', 'NO_SUCH_ROW', sentence);
  }
  const to = Math.min(rows.length, from + (limit ?? rows.length));
  return { rows: rows.slice(from, to), next: to < rows.length ? (rows[to - 1]?.id ?? null) : null };
}
