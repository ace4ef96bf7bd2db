// `npm run fuzz`: sessions that go wrong in every way, by every transport in turn, for as long as one likes.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  TRANSPORTS,
  hostArena,
  memoryArena,
  type Arena,
  type Transport,
} from '../tests/fuzz/sessions/arena.ts'
import { report } from '../tests/fuzz/sessions/report.ts'
import { HostProcess } from '../tests/support/host-process.ts'

const USAGE = `Usage: npm run fuzz -- [--minutes N] [--rounds N] [--seed S] [--transport ${TRANSPORTS.join('|')}]
Plays random sessions and holds the host's answers against its rules: for a minute, where nothing else is said.
Ends with 1 at the first failure, and says how to see it again.`

/** Milliseconds after which the next transport has its turn. */
const TURN = 10_000

interface Options {
  seed: number
  transports: readonly Transport[]
  /** When to end, by `performance.now()`; and after how many rounds. */
  end: number
  rounds: number
}

export async function run(args: readonly string[]): Promise<number> {
  const options = optionsIn(args)
  if (options === null) {
    console.error(USAGE)
    return 2
  }
  const data = await mkdtemp(join(tmpdir(), 'sarangbang-fuzz-'))
  const host = new HostProcess(data, ['--stomp-port', '0', '--open-topics'])
  await host.start()
  try {
    return await fuzz(options, host)
  } finally {
    await host.dispose()
    await rm(data, { recursive: true, force: true })
  }
}

async function fuzz({ seed: first, transports, end, rounds }: Options, host: HostProcess): Promise<number> {
  const last = first + rounds
  let seed = first
  for (let turn = 0; seed < last && performance.now() < end; turn += 1) {
    const transport = transports[turn % transports.length] ?? 'memory'
    const arena = arenaOf(transport, host)
    const began = { seed, at: performance.now() }
    while (seed < last && performance.now() < Math.min(end, began.at + TURN)) {
      const failure = await arena.play(seed, (faults) => {
        console.error(
          `${transport}: the seed ${seed} failed (${faults.join('; ')}). Looking for the least that does:`,
        )
      })
      if (failure !== null) {
        console.error(report(failure))
        return 1
      }
      seed += 1
    }
    console.log(`${transport}: seeds ${began.seed} to ${seed - 1}`)
  }
  console.log(`${seed - first} rounds, and all was right.`)
  return 0
}

function arenaOf(transport: Transport, host: HostProcess): Arena {
  return transport === 'memory' ? memoryArena() : hostArena(host, transport)
}

/** Null where they cannot be understood. */
function optionsIn(args: readonly string[]): Options | null {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { minutes: text, rounds: text, seed: text, transport: text },
    })
    const rounds = Number(values.rounds ?? Infinity)
    const minutes = Number(values.minutes ?? (values.rounds === undefined ? 1 : Infinity))
    const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32))
    const transports = TRANSPORTS.filter((each) => each === (values.transport ?? each))
    if ([rounds, minutes, seed].some(Number.isNaN) || transports.length === 0) return null
    return { seed, transports, end: performance.now() + minutes * 60_000, rounds }
  } catch {
    return null
  }
}
