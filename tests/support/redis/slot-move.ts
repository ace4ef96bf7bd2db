// Moves a slot of a Cluster from one server to another while it is used, as `redis-cli --cluster reshard` does.
import { Redis } from 'ioredis'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RedisCluster } from './redis-cluster.ts'
import type { RedisServer } from './redis-server.ts'

/** Keys that are moved in one command, and milliseconds: that it may take, and that all of them may. */
const AT_ONCE = 10
const PATIENCE = 10_000

export function moveSlot(slot: number, from: RedisServer, to: RedisServer): Promise<void> {
  return begun(slot, from, to, async (source, target, targetId) => {
    await moveKeys(slot, source, to)
    for (const server of [target, source]) await server.call('CLUSTER', 'SETSLOT', slot, 'NODE', targetId)
  })
}

/** Begins to move it, calls `meanwhile`, and leaves it where it was. */
export function giveUpMove(
  slot: number,
  from: RedisServer,
  to: RedisServer,
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  return begun(slot, from, to, async (source, target) => {
    await meanwhile()
    for (const server of [target, source]) await server.call('CLUSTER', 'SETSLOT', slot, 'STABLE')
  })
}

/** Both servers know of the move when `goOn` is called, and nothing has moved yet. */
async function begun(
  slot: number,
  from: RedisServer,
  to: RedisServer,
  goOn: (source: Redis, target: Redis, targetId: string) => Promise<void>,
): Promise<void> {
  const [source, target] = [new Redis(from.port, '127.0.0.1'), new Redis(to.port, '127.0.0.1')]
  try {
    const [sourceId, targetId] = [await idOf(source), await idOf(target)]
    await target.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', sourceId)
    await source.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', targetId)
    await goOn(source, target, targetId)
  } finally {
    for (const connection of [source, target]) connection.disconnect()
  }
}

/** Which of the Cluster's servers has a slot now, as all masters say; null where they do not agree. */
export async function masterOf(cluster: RedisCluster, slot: number): Promise<RedisServer | null> {
  const answers = await Promise.all(cluster.nodes.map((node) => masterAccordingTo(node, slot)))
  const said = new Set(answers.filter((port) => port !== null))
  const [port] = said
  return said.size === 1 ? (cluster.nodes.find((node) => node.port === port) ?? null) : null
}

const idOf = async (connection: Redis): Promise<string> => String(await connection.call('CLUSTER', 'MYID'))

async function moveKeys(slot: number, source: Redis, to: RedisServer): Promise<void> {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    const keys = (await source.call('CLUSTER', 'GETKEYSINSLOT', slot, AT_ONCE)) as string[]
    if (keys.length === 0) return
    await source.call('MIGRATE', '127.0.0.1', to.port, '', 0, PATIENCE, 'KEYS', ...keys).catch(mayBeSoon)
    if (Date.now() > deadline) throw new Error(`The slot ${slot} has not moved.`)
  }
}

/** A server that has just been started takes nothing for a while. */
async function mayBeSoon(error: Error): Promise<void> {
  if (!error.message.includes('CLUSTERDOWN')) throw error
  await sleep(50)
}

/** Null where it does not answer. */
async function masterAccordingTo(node: RedisServer, slot: number): Promise<number | null> {
  const connection = new Redis(node.port, '127.0.0.1', { retryStrategy: () => null })
  connection.on('error', () => {})
  try {
    const ranges = (await connection.call('CLUSTER', 'SLOTS')) as [number, number, [string, number]][]
    return ranges.find(([first, last]) => first <= slot && slot <= last)?.[2][1] ?? null
  } catch {
    return null
  } finally {
    connection.disconnect()
  }
}
