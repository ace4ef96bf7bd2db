// Moves a slot in which there are rooms from one server of a Cluster to the next, while people talk in them.
import { Redis } from 'ioredis'
import { slotOf } from '../../../../server/store/redis/slot.ts'
import type { RedisServer } from '../../../support/redis/redis-server.ts'
import { moveSlot } from '../../../support/redis/slot-move.ts'
import type { RedisFault } from './plan.ts'

/** Does nothing where the server has no rooms now. */
export async function moveRooms(
  servers: readonly RedisServer[],
  { server, which }: RedisFault & { kind: 'redis-move' },
): Promise<void> {
  const [from, to] = [servers[server], servers[(server + 1) % servers.length]]
  if (from === undefined || to === undefined) throw new RangeError(`There is no Redis ${server}.`)
  const slots = await slotsWithRooms(from)
  const slot = slots[which % slots.length]
  if (slot !== undefined) await moveSlot(slot, from, to)
}

async function slotsWithRooms({ port }: RedisServer): Promise<number[]> {
  const connection = new Redis(port, '127.0.0.1')
  try {
    const keys = await connection.keys('*{r:*}:head')
    return [...new Set(keys.map(slotOf))].toSorted((one, other) => one - other)
  } finally {
    connection.disconnect()
  }
}
