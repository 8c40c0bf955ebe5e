import { BlockList, isIP } from 'node:net';

const nearby = new BlockList();
// Loopback, private (RFC 1918, RFC 4193), link-local, and the shared space of carriers and overlay networks (RFC 6598).
nearby.addSubnet('127.0.0.0', 8);
nearby.addSubnet('10.0.0.0', 8);
nearby.addSubnet('172.16.0.0', 12);
nearby.addSubnet('192.168.0.0', 16);
nearby.addSubnet('169.254.0.0', 16);
nearby.addSubnet('100.64.0.0', 10);
nearby.addAddress('::1', 'ipv6');
nearby.addSubnet('fc00::', 7, 'ipv6');
nearby.addSubnet('fe80::', 10, 'ipv6');

/** Whether a host is this machine or in a network of its owner. Of names only `localhost` is: others may point anywhere. */
export function isPrivateHost(host: string): boolean {
  const plain = host.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(plain);
  if (family === 0) return plain.toLowerCase() === 'localhost';
  return nearby.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}
