// Where rounds are played: in memory, or against a host by one of its transports.
import { HostWorld, WIRE_TRANSPORTS, type FuzzedHost, type WireTransport } from './host-world.ts'
import { MemoryWorld } from './memory-world.ts'
import { playRound, writeRound } from './round.ts'
import type { Script } from './script.ts'
import { shortest } from './shrink.ts'
import type { World } from './world.ts'

export const TRANSPORTS = ['memory', ...WIRE_TRANSPORTS] as const
export type Transport = (typeof TRANSPORTS)[number]

/** A round in which something went wrong, with the least that still goes wrong. */
export interface Failure {
  seed: number
  transport: Transport
  faults: readonly string[]
  scripts: readonly Script[]
}

/** How often a failing round is tried with less. Over a wire each try takes seconds where something does not come. */
const MEMORY_TRIES = 400
const WIRE_TRIES = 20

export interface Arena {
  /** Plays the round of this seed. Null where all went well. `onFault`: hears of a failure before the least is looked for. */
  play(seed: number, onFault?: (faults: readonly string[]) => void): Promise<Failure | null>
}

/** The same seed gives the same round, and the same order of things. */
export function memoryArena(): Arena {
  return {
    play: async (seed, onFault = () => {}) => {
      const scripts = writeRound(seed, (await MemoryWorld.open(seed)).rooms)
      const play = async (some: readonly Script[]) => faultsOf(await MemoryWorld.open(seed), some, seed)
      return failureOf({ seed, transport: 'memory', play, scripts, tries: MEMORY_TRIES, onFault })
    },
  }
}

/** The same seed gives the same scripts; what comes first is the network's to say. */
export function hostArena(host: FuzzedHost, transport: WireTransport): Arena {
  return {
    play: async (seed, onFault = () => {}) => {
      const world = await HostWorld.open(host, transport)
      const play = (some: readonly Script[]) => faultsOf(world, some, seed)
      const scripts = writeRound(seed, world.rooms)
      return failureOf({ seed, transport, play, scripts, tries: WIRE_TRIES, onFault })
    },
  }
}

async function faultsOf(world: World, scripts: readonly Script[], seed: number): Promise<string[]> {
  return playRound(world, scripts, seed).catch((error: unknown) => [
    `the round broke off: ${error instanceof Error ? error.stack : String(error)}`,
  ])
}

interface Attempt {
  seed: number
  transport: Transport
  scripts: readonly Script[]
  tries: number
  play: (scripts: readonly Script[]) => Promise<string[]>
  onFault: (faults: readonly string[]) => void
}

async function failureOf(attempt: Attempt): Promise<Failure | null> {
  const { seed, transport, scripts, tries, play, onFault } = attempt
  const faults = await play(scripts)
  if (faults.length === 0) return null
  onFault(faults)
  const least = await shortest(scripts, async (some) => (await play(some)).length > 0, tries)
  return { seed, transport, faults, scripts: least }
}
