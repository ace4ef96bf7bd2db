// Names a person at a host, for what is kept of them on this computer.
import type { HostInfo, User } from '../../protocol/rest.ts'

export function ownerOf(host: HostInfo, { userId }: User): string {
  return `${host.hostId}.${userId}`
}
