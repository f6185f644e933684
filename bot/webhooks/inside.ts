// Refuses to send to addresses inside this machine or its network. Settings are synced: whoever may edit the show could
// otherwise make this machine call its own services and its neighbours'. The machine's own environment may allow hosts.
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Loopback, private, link-local, shared, reserved and multicast; also as addresses of IPv6 that hold one of IPv4. */
const INSIDE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  INSIDE.addSubnet(network, bits, 'ipv4');
  INSIDE.addSubnet(`::ffff:${network}`, 96 + bits, 'ipv6');
  INSIDE.addSubnet(`64:ff9b::${network}`, 96 + bits, 'ipv6');
}
for (const [network, bits] of [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  // Tunnels to an address of IPv4 that stands in the middle of this one.
  ['2002::', 16],
  ['2001::', 32],
] as const)
  INSIDE.addSubnet(network, bits, 'ipv6');

export function isInside(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && INSIDE.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** A host that is an address inside, without asking for its name. */
export function isInsideByName(host: string): boolean {
  return isInside(bare(host)) || /(?:^|\.)localhost\.?$/i.test(host);
}

const bare = (host: string) => host.replace(/^\[|\]$/g, '');

/** Whether the environment allows this host: `SHOW_BUILD_WEBHOOK_HOSTS=nas.local,192.168.1.5`, or `*` for all. */
export function allowedInside(host: string, allowed: string | null): boolean {
  const hosts = (allowed ?? '').split(',').map((one) => bare(one.trim().toLowerCase()));
  return hosts.includes('*') || hosts.includes(bare(host.toLowerCase()));
}

export function whyInside(host: string): string {
  return `${host} lies inside this machine or its network, which the synced settings alone may not name; to allow it, set SHOW_BUILD_WEBHOOK_HOSTS=${bare(host)} and start again`;
}

export class InsideError extends Error {}

/** Looks a name up for a connection, and refuses it if any of its addresses lies inside: what is checked is what is
 *  connected to. */
export const lookupOutside: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, [], 0);
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isInside(address)))
      return done(new InsideError(host), [], 0);
    if (options.all) done(null, addresses, 0);
    else done(null, first.address, first.family);
  });
};
