// Which server of a Cluster has what.
import { Cluster } from 'ioredis'
import type { Commands } from './link.ts'
import { slotOf } from './slot.ts'

/** The same text for all keys that one server has, with its replicas; '' where there is only one, or it is not known which. */
export function serverOf(commands: Commands, key: string): string {
  return commands instanceof Cluster ? (commands.slots[slotOf(key)] ?? []).join() : ''
}
