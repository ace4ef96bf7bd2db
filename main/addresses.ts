// The addresses at which others on the network can reach this computer, the likeliest first.
import type { NetworkInterfaceInfo } from 'node:os'

/** As `os.networkInterfaces()` gives it. */
export type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/** Networks that live inside this computer: containers, virtual machines, tunnels. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|utun|tun|tap|wg|zt|lxc|podman|cni)/i

/** IPv4 addresses without loopback and link-local ones (RFC 3927), home and office ranges (RFC 1918) before others. */
export function lanAddresses(interfaces: Interfaces): string[] {
  return Object.entries(interfaces)
    .flatMap(([name, infos]) => (infos ?? []).map((info) => ({ name, ...info })))
    .filter(
      ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
    )
    .map(({ name, address }) => ({ address, rank: rankOf(name, address) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ address }) => address)
}

function rankOf(name: string, address: string): number {
  const ranges = [/^192\.168\./, /^10\./, /^172\.(1[6-9]|2\d|3[01])\./]
  const range = ranges.findIndex((pattern) => pattern.test(address))
  return (VIRTUAL.test(name) ? ranges.length + 1 : 0) + (range < 0 ? ranges.length : range)
}
