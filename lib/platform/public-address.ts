import { BlockList, isIP } from "node:net";

/** Ranges that are not the public internet: IANA's special-purpose registries, and multicast. */
const NOT_PUBLIC_4 = [
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8],
  ["100.64.0.0", 10], // carriers' own
  ["127.0.0.0", 8],
  ["169.254.0.0", 16], // link-local: the clouds' metadata
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24], // documentation
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, broadcast
] as const;
/** Outside this block IPv6 has nothing public; inside it these tell of other networks. */
const GLOBAL_6 = ["2000::", 3] as const;
const NOT_PUBLIC_6 = [
  ["2001::", 23], // Teredo, ORCHID and other protocols' own
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4: an IPv4 address inside
  ["3fff::", 20], // documentation
] as const;

const refused4 = new BlockList();
for (const [net, bits] of NOT_PUBLIC_4) refused4.addSubnet(net, bits, "ipv4");
const global6 = new BlockList();
global6.addSubnet(...GLOBAL_6, "ipv6");
const refused6 = new BlockList();
for (const [net, bits] of NOT_PUBLIC_6) refused6.addSubnet(net, bits, "ipv6");

/** Whether an IP address belongs to the public internet; false for everything private, local, reserved or no address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused4.check(address, "ipv4");
  return family === 6 && global6.check(address, "ipv6") && !refused6.check(address, "ipv6");
}
