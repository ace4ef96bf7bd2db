// What goes wrong in a run, and in which order: two hands, one for the nodes and one for Redis and the ways to it, each with a
// deck of faults that is shuffled by the seed. Every kind comes once a deck; what one hand does falls in what the other does.
import { Random } from '../../../support/random.ts'
import type { RedisForm } from '../chaos-redis.ts'

/** What is done to a node. `for`: milliseconds, until it is started or goes on again. */
export type NodeFault = { kind: 'kill' | 'pause' | 'restart'; node: number; for: number }

/** What is done to a way to Redis: that of a node, or in a Cluster that to a server. */
export type WayFault =
  | { kind: 'cut' | 'halve' | 'mute'; way: number }
  | { kind: 'delay'; way: number; by: number; for: number }
  | { kind: 'stall' | 'refuse'; way: number; for: number }

/** What is done to the ways, or to Redis itself. `which`: of its slots with rooms, in turn; it goes to the next server. */
export type RedisFault =
  | WayFault
  | { kind: 'redis-kill' | 'redis-stop' | 'redis-freeze'; server: number; for: number }
  | { kind: 'redis-move'; server: number; which: number }

export type Fault = NodeFault | RedisFault

/** A fault, and milliseconds of peace before it. */
export interface PlannedFault<F extends Fault = Fault> {
  after: number
  fault: F
}

/** Milliseconds after which a node that says nothing counts as dead, and its people as gone: some pauses are longer. */
export const LEASE = 10_000

/** Milliseconds of peace before a fault. */
const PEACE = { least: 400, most: 1_600 } as const

/** The cards, each made with the numbers that chance gives: which of them, and something between two. */
type Card<F extends Fault> = (one: number, between: (least: number, most: number) => number) => F

const NODE_CARDS: readonly Card<NodeFault>[] = [
  (node, between) => ({ kind: 'kill', node, for: between(100, 1_500) }),
  (node, between) => ({ kind: 'kill', node, for: between(100, 3_000) }),
  (node, between) => ({ kind: 'restart', node, for: between(0, 1_500) }),
  (node, between) => ({ kind: 'pause', node, for: between(500, 4_000) }),
  (node, between) => ({ kind: 'pause', node, for: LEASE + between(1_000, 3_000) }),
]

const REDIS_CARDS: readonly Card<RedisFault>[] = [
  (way) => ({ kind: 'cut', way }),
  (way) => ({ kind: 'cut', way }),
  (way) => ({ kind: 'halve', way }),
  (way) => ({ kind: 'halve', way }),
  (way) => ({ kind: 'halve', way }),
  (way) => ({ kind: 'mute', way }),
  (way, between) => ({ kind: 'delay', way, by: between(50, 600), for: between(1_000, 4_000) }),
  (way, between) => ({ kind: 'stall', way, for: between(1_000, 8_000) }),
  (way, between) => ({ kind: 'refuse', way, for: between(500, 3_000) }),
  (_, between) => ({ kind: 'redis-kill', server: 0, for: between(100, 2_000) }),
  (_, between) => ({ kind: 'redis-stop', server: 0, for: between(100, 2_000) }),
  (_, between) => ({ kind: 'redis-freeze', server: 0, for: between(500, 4_000) }),
]

/** In a Cluster each way is that to one server. */
const CLUSTER_CARDS: readonly Card<RedisFault>[] = [
  ...REDIS_CARDS.map((card): Card<RedisFault> => (one, between) => {
    const fault = card(one, between)
    return 'server' in fault ? { ...fault, server: one } : fault
  }),
  (server, between) => ({ kind: 'redis-move', server, which: between(0, 100) }),
  (server, between) => ({ kind: 'redis-move', server, which: between(0, 100) }),
  (server, between) => ({ kind: 'redis-move', server, which: between(0, 100) }),
]

/** Without end. The same seed gives the same faults. */
export function nodeFaults(seed: number, nodes: number): Generator<PlannedFault<NodeFault>> {
  return dealt(NODE_CARDS, new Random(seed), nodes)
}

/** `ways`: how many there are to it; in a Cluster it has as many servers. */
export function redisFaults(
  seed: number,
  ways: number,
  form: RedisForm = 'server',
): Generator<PlannedFault<RedisFault>> {
  const cards = form === 'cluster' ? CLUSTER_CARDS : REDIS_CARDS
  return dealt(cards, new Random(seed ^ 0x5eed), ways)
}

function* dealt<F extends Fault>(
  cards: readonly Card<F>[],
  random: Random,
  count: number,
): Generator<PlannedFault<F>> {
  const between = (least: number, most: number) => least + random.below(most - least)
  for (;;) {
    for (const card of shuffled(cards, random)) {
      yield { after: between(PEACE.least, PEACE.most), fault: card(random.below(count), between) }
    }
  }
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items]
  return items.flatMap(() => left.splice(random.below(left.length), 1))
}

/** Nodes, ways and servers are counted from 1, as people do. */
export function describeFault({ kind, ...numbers }: Fault): string {
  const words = Object.entries(numbers).map(([name, number]) => {
    if (name === 'for' || name === 'by') return `${name} ${number} ms`
    return name === 'which' ? '' : `${name}${number + 1}`
  })
  return [kind, ...words.filter((word) => word !== '')].join(' ')
}
