// The address of Syncthing's interface. Its self-signed certificate is trusted on this machine only.

export interface SyncthingAddress {
  readonly url: string;
  readonly key: string;
}

export function isThisMachine(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/i.test(hostname);
}

/** URL for the `<address>` in the configuration: `127.0.0.1:8384`, `0.0.0.0:8384`, `:8384`, `[::1]:8384`. null for a
 *  Unix socket. */
export function guiUrl(address: string, isTls: boolean): string | null {
  const [, host, port] = /^(\[[0-9a-f:.]*\]|[^:/\s]*):(\d{1,5})$/i.exec(address.trim()) ?? [];
  if (host === undefined || port === undefined) return null;
  const reached = host === '' || host === '0.0.0.0' ? '127.0.0.1' : host === '[::]' ? '[::1]' : host;
  return `${isTls ? 'https' : 'http'}://${reached}:${port}`;
}

/** True if two addresses lead to the same interface. */
export function isSameInterface(a: string, b: string): boolean {
  if (!URL.canParse(a) || !URL.canParse(b)) return false;
  const [one, other] = [new URL(a), new URL(b)];
  const isSameHost =
    one.hostname === other.hostname || (isThisMachine(one.hostname) && isThisMachine(other.hostname));
  return isSameHost && portOf(one) === portOf(other);
}

function portOf({ port, protocol }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80');
}

/** The address without path and password, for messages. */
export function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'its address';
}
