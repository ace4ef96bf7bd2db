// Where a peer is: on this computer, or in which network, so that limits hold for whoever has many addresses.
import { isIPv6 } from 'node:net'

/** RFC 1122 §3.2.1.3 and RFC 4291 §2.5.3, as the system writes them; an IPv4 address that is mapped into IPv6 counts as itself. */
const LOOPBACK = /^(?:(?:::ffff:)?127\.|::1$)/i

/** Whether the address is this computer's own. */
export function isThisComputer(address: string): boolean {
  return LOOPBACK.test(address)
}

/** One household has one IPv4 address, but a whole /64 of IPv6 ones (RFC 6177 §2): their addresses have one network. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const mapped = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')
  return isIPv6(mapped) ? firstGroups(mapped) : mapped
}

function firstGroups(address: string): string {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right].slice(0, 4).join(':')
}
