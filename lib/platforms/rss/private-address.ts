// Tells addresses of the open internet from those inside a network, where no feed may be used to look around.
import { BlockList, isIP } from 'node:net';

/** Not of the open internet: IANA's special-purpose registry for IPv4 (RFC 6890), and multicast. */
const SPECIAL: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Of IPv6 only this is handed out, less what stands for an IPv4 address or for nobody (RFC 4291, 6890). */
const GLOBAL: readonly [string, number] = ['2000::', 3];
const SPECIAL_IN_GLOBAL: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const special = listOf('ipv4', SPECIAL);
const global = listOf('ipv6', [GLOBAL]);
const specialInGlobal = listOf('ipv6', SPECIAL_IN_GLOBAL);

/** Whether an IP address is none of the open internet; text that is no address counts as such. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return special.check(address, 'ipv4');
  if (family === 6) return !global.check(address, 'ipv6') || specialInGlobal.check(address, 'ipv6');
  return true;
}

function listOf(family: 'ipv4' | 'ipv6', nets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, bits] of nets) list.addSubnet(net, bits, family);
  return list;
}
