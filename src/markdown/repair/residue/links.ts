// Links that a word processor leads through Google, and the address that they really mean.

/** Ends at blanks, quotes and brackets, so that it stands in HTML and in Markdown alike. */
export const WRAPPED_LINK =
  /(?<![\p{L}\p{N}])https?:\/\/(?:www\.)?google\.[a-z.]{2,6}\/url\?[^\s"'<>()[\]]{1,2000}/giu;
const WRAPPED = /^https?:\/\/(?:www\.)?google\.[a-z.]{2,6}\/url\?/i;

/** Decoded; null where the link is not wrapped, or what it wraps is no address. */
export function realAddress(link: string): string | null {
  const address = WRAPPED.test(link) ? wrapped(link) : null;
  return address === null || !/^https?:\/\/\S/i.test(address) ? null : address;
}

function wrapped(link: string): string | null {
  const query = link.slice(link.indexOf('?') + 1).replace(/&amp;/gi, '&');
  const found = query.split('&').find((part) => /^(?:q|url)=/i.test(part));
  return found === undefined ? null : decoded(found.slice(found.indexOf('=') + 1));
}

/** Percent signs decoded; null where they stand for nothing. */
export function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** The address spelled for the place where the wrapped link stood. */
export function spelledFor(link: string, address: string): string {
  const safe = address.replace(/[\s"'<>()[\]{}|\\^`\p{C}]/gu, (char) => percent(char));
  return /&amp;/i.test(link) ? safe.replaceAll('&', '&amp;') : safe;
}

function percent(char: string): string {
  return [...new TextEncoder().encode(char)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
