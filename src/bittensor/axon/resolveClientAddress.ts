import { BlockList, isIP, isIPv4 } from 'node:net';
import { axonError } from './errors.ts';

/** `::ffff:192.0.2.1`, as a dual-stack socket names an IPv4 peer, is `192.0.2.1`. */
export const plainAddress = (address: string): string =>
  address.startsWith('::ffff:') && isIPv4(address.slice(7)) ? address.slice(7) : address;

const family = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');

/**
 * Addresses and CIDR networks as one set.
 * @throws RC_AXON_TRUSTED_PROXY_INVALID
 */
export function createAddressSet(entries: readonly string[]): (address: string) => boolean {
  // The usual case, and this is asked several times for each request.
  if (entries.length === 0) return () => false;
  const list = new BlockList();
  for (const value of entries) {
    const [address = '', prefix, ...rest] = value.split('/');
    const bits = prefix === undefined ? undefined : Number(prefix);
    const bound = isIPv4(address) ? 32 : 128;
    const valid = isIP(address) !== 0 && rest.length === 0;
    if (!valid || (bits !== undefined && !(/^\d+$/.test(prefix ?? '') && bits <= bound))) {
      throw axonError('RC_AXON_TRUSTED_PROXY_INVALID', { value });
    }
    if (bits === undefined) list.addAddress(address, family(address));
    else list.addSubnet(address, bits, family(address));
  }
  return (address) => isIP(address) !== 0 && list.check(address, family(address));
}

/**
 * The address of the caller: the peer's, unless the peer is a trusted proxy; then the last address in
 * `X-Forwarded-For` that is no trusted proxy itself. What stands before it in the list anybody can invent.
 */
export function resolveClientAddress(
  peer: string,
  forwardedFor: string | undefined,
  isTrusted: (address: string) => boolean,
): string {
  const hops = (forwardedFor ?? '').split(',').map((hop) => plainAddress(hop.trim()));
  let address = plainAddress(peer);
  while (isTrusted(address)) {
    const next = hops.pop();
    if (next === undefined || isIP(next) === 0) return address;
    address = next;
  }
  return address;
}
