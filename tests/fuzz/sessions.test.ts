// Whole sessions that go wrong in every way, some at once, by every transport: each frame is answered as the rules have it,
// what is receipted is kept, and nobody else notices.
import { describe, expect, it } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import { seedFor } from '../support/random.ts'
import { hostArena, memoryArena, type Arena } from './sessions/arena.ts'
import { report } from './sessions/report.ts'

async function playAll(arena: Arena, what: string, rounds: number): Promise<void> {
  const first = seedFor(what)
  for (let seed = first; seed < first + rounds; seed += 1) {
    const failure = await arena.play(seed)
    expect.soft(failure, failure === null ? '' : report(failure)).toBeNull()
    if (failure !== null) return
  }
}

describe('mutated sessions', { timeout: 180_000 }, () => {
  const host = hostForAll('--stomp-port', '0', '--open-topics')

  it('[SE5] [SE6] [SE8] [SE23] [SE26] in memory', async () => {
    await playAll(memoryArena(), 'sessions in memory', 250)
  })

  it.each([
    { transport: 'websocket', rounds: 40 },
    { transport: 'tcp', rounds: 40 },
    { transport: 'sockjs', rounds: 4 },
  ] as const)('[SE5] [SE6] [SE8] [SE23] [SE26] by $transport', async ({ transport, rounds }) => {
    await playAll(hostArena(host(), transport), `sessions by ${transport}`, rounds)
  })
})
