// Finds the real address of links that a word processor routes through Google.

/** Ends at whitespace, quotes and brackets, so it works in both HTML and Markdown. */
export const WRAPPED_LINK =
  /(?<![\p{L}\p{N}])https?:\/\/(?:www\.)?google\.[a-z.]{2,6}\/url\?[^\s"'<>()[\]]{1,2000}/giu;
const WRAPPED = /^https?:\/\/(?:www\.)?google\.[a-z.]{2,6}\/url\?/i;

/** Decoded; null if the link is not wrapped, or does not contain an address. */
export function realAddress(link: string): string | null {
  const address = WRAPPED.test(link) ? wrapped(link) : null;
  return address === null || !/^https?:\/\/\S/i.test(address) ? null : address;
}

function wrapped(link: string): string | null {
  const query = link.slice(link.indexOf('?') + 1).replace(/&amp;/gi, '&');
  const found = query.split('&').find((part) => /^(?:q|url)=/i.test(part));
  return found === undefined ? null : decoded(found.slice(found.indexOf('=') + 1));
}

/** Decodes percent escapes; null if they are invalid. */
export function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** Escapes the address for the place of the wrapped link. */
export function spelledFor(link: string, address: string): string {
  const safe = address.replace(/[\s"'<>()[\]{}|\\^`\p{C}]/gu, (char) => percent(char));
  return /&amp;/i.test(link) ? safe.replaceAll('&', '&amp;') : safe;
}

function percent(char: string): string {
  return [...new TextEncoder().encode(char)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
