/** Addresses that are nobody's on the internet: loopback, private, link-local, carrier-grade NAT, documentation and the like (IANA special-purpose registries). */
import { BlockList, isIPv6 } from 'node:net'

const RESERVED_V4 = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
  '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4']
/** NAT64 and 6to4 carry an IPv4 address inside, so they are refused whole. */
const RESERVED_V6 = ['::/128', '::1/128', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8']

const reserved = new BlockList()
for (const range of RESERVED_V4) {
  const [net = '', bits] = range.split('/')
  reserved.addSubnet(net, Number(bits), 'ipv4')
}
for (const range of RESERVED_V6) {
  const [net = '', bits] = range.split('/')
  reserved.addSubnet(net, Number(bits), 'ipv6')
}

/** `address` is an IP address as `node:dns` gives it. An IPv4 address in IPv6 dress counts as what it is. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return reserved.check(mapped, 'ipv4')
  // ::ffff:7f00:1 and other spellings of a mapped address.
  if (/^::ffff:/i.test(address)) return true
  return reserved.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/**
 * Of the reserved ranges those that a network of one's own is made of: this machine, RFC 1918, unique local addresses, and the shared
 * range that overlay networks hand out. The others lead elsewhere or nowhere: link-local ones to the metadata of a cloud, NAT64 and
 * 6to4 to whatever public address they carry, the rest to nobody.
 */
const OWN = new BlockList()
for (const [net, bits] of [['0.0.0.0', 32], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16]] as const) OWN.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [['::', 128], ['::1', 128], ['fc00::', 7]] as const) OWN.addSubnet(net, bits, 'ipv6')

/** Narrower than `isPrivateAddress`, which says what must not be reached: this says what may count as one's own. */
export function isOwnNetworkAddress(address: string): boolean {
  const carried = carriedIPv4(address)
  if (carried !== null) return OWN.check(carried, 'ipv4')
  return !/^::ffff:/i.test(address) && OWN.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** The IPv4 address of a mapped one, as `::ffff:127.0.0.1` or `::ffff:7f00:1`. */
function carriedIPv4(address: string): string | null {
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (dotted !== undefined) return dotted
  const groups = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address)
  if (groups === null) return null
  const [high, low] = [Number.parseInt(groups[1] ?? '', 16), Number.parseInt(groups[2] ?? '', 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
