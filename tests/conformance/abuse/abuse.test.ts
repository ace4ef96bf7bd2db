// Attacks on a host, each by one address, while two people talk: the host's memory stays under a ceiling, all that they say is
// kept and arrives, and their connections live. How soon it arrives is printed, and decides nothing.
import { beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { hostForAll } from '../../support/host-process.ts'
import type { Facts } from './attack.ts'
import { Bystanders, type Latency } from './bystanders.ts'
import { memoryOf, watchMemory } from './host-memory.ts'
import { underAttack } from './under-attack.ts'

/** Milliseconds for which the bystanders talk, before and during the attack. */
const CALM = 500
const STORM = 1_500

/** What is attacked with, and the most that an attack may add to the host's memory, in megabytes. */
const ATTACKS: readonly [name: string, ceiling: number][] = [
  ['crowd', 100],
  ['wrongTokens', 100],
  ['sockJsSessions', 100],
  ['restCalls', 100],
  ['talks', 150],
  ['refusals', 150],
  ['subscriptions', 150],
  ['emptyLines', 100],
  ['smallMessages', 100],
  ['pongs', 100],
  ['endlessFrames', 150],
  ['transactions', 150],
  ['partsOfMessages', 150],
  ['deafReaders', 300],
  ['silentReaders', 300],
]

const linux = process.platform === 'linux'
if (!linux)
  process.stdout.write('abuse: skipped, this system has no second address of its own to attack from\n')

const host = hostForAll('--stomp-port', '0', '--limits', 'everyone', '--log-level', 'fatal')
let bystanders: Bystanders

describe.skipIf(!linux)('under attack', () => {
  beforeAll(async () => {
    bystanders = await Bystanders.at(host())
  })

  it.each(ATTACKS.map(([name, ceiling], index) => ({ name, ceiling, from: `127.0.1.${index + 1}` })))(
    '$name: others notice nothing but time',
    async ({ name, ceiling, from }) => {
      const { http, ws, stomp, pid } = host()
      const before = memoryOf(pid)
      const calm = await bystanders.talkFor(CALM)
      const stopWatching = watchMemory(pid)
      const target = { http, ws, stomp, from, roomId: bystanders.roomId }
      const { facts, seen: storm } = await underAttack(name, target, () => bystanders.talkFor(STORM))
      const height = stopWatching()
      print({ name, before, height, after: memoryOf(pid), calm, storm, facts })
      expect(height - before).toBeLessThan(ceiling)
      // Whoever is not let in does not count.
      expect(facts['connections'] ?? 0).toBeLessThanOrEqual(LIMITS.connectionsPerAddress)
    },
  )
})

interface Line {
  name: string
  before: number
  height: number
  after: number
  calm: Latency
  storm: Latency
  facts: Facts
}

function print({ name, before, height, after, calm, storm, facts }: Line): void {
  const memory = [before, height, after].map((megabytes) => `${megabytes.toFixed(0)}`).join(' → ')
  const times = ({ p50, p99 }: Latency) => `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`
  const seen = Object.entries(facts).map(([word, count]) => `${word} ${count}`)
  process.stdout.write(
    `abuse: ${name}: ${memory} MB, p50 / p99 ${times(calm)} without, ${times(storm)} with; ${seen.join(', ')}\n`,
  )
}
