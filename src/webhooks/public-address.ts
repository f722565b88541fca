/** Which addresses a webhook may have: a caller must not make the service call what only the service can reach. */
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses of this machine, of private networks, and of no single machine (RFC 6890). */
const notPublic = new BlockList();
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of [
  ['::', 96],
  ['::ffff:0:0:0', 96],
  // Only 2000::/3 is given out; what lies in it and leads elsewhere follows.
  ['64:ff9b::', 32],
  ['100::', 8],
  ['200::', 7],
  ['400::', 6],
  ['800::', 5],
  ['1000::', 4],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  notPublic.addSubnet(address, prefix, 'ipv6');

/** @param address of IPv4 or IPv6; one of IPv4 written as IPv6 is judged as IPv4 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return family === 6 && !notPublic.check(address, 'ipv6');
}

/** The address that a URL itself names; null: a name, which may lead anywhere. */
function addressIn({ hostname }: URL): string | null {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  // No resolver is asked for these (RFC 6761, section 6.3).
  if (host === 'localhost' || host.endsWith('.localhost')) return '127.0.0.1';
  return isIP(host) === 0 ? null : host;
}

/** Whether a URL names an address that is not public; of a name only the look-up will tell. */
export function isNotPublic(url: URL): boolean {
  const address = addressIn(url);
  return address !== null && !isPublicAddress(address);
}

/** Looks a name up at the moment of the call, so that a name cannot point elsewhere after it was judged. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = error === null ? found : [];
    const refused = addresses.find(({ address }) => !isPublicAddress(address));
    if (error !== null) callback(error, []);
    else if (refused !== undefined) callback(new Error(`${hostname} is not a public address`), []);
    else if (options.all) callback(null, addresses);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
  });
};
