// The command line of the bench.
import { parseArgs } from 'node:util'
import { CONTENDERS, type PeerName } from './contenders/contender.ts'
import { METERS, type MeterName } from './meters/meter.ts'
import { SCENARIOS, type ScenarioName } from './scenarios.ts'

export interface Options {
  /** How long each rate and each count is measured. */
  seconds: number
  /** How often each server is measured; the table has the medians. */
  runs: number
  scenarios: readonly ScenarioName[]
  /** Whether the codec is measured by itself, too. */
  codec: boolean
  /** Whether the search is. */
  search: boolean
  /** Whether the listing of somebody's own rooms is. */
  myRooms: boolean
  /** Whether a host of two nodes is, beside one of one node. */
  nodes: boolean
  peers: readonly PeerName[]
  meters: readonly MeterName[]
  /** A program that measures the same from outside; null where there is none. */
  stompload: string | null
}

const CODEC = 'codec'
const SEARCH = 'search'
const MY_ROOMS = 'my-rooms'
const NODES = 'nodes'
const ALONE = [CODEC, SEARCH, MY_ROOMS, NODES] as const
const PARTS = [...ALONE, ...SCENARIOS] as const
const PEERS = CONTENDERS.filter((name) => name !== 'sarangbang')

export const HELP = `npm run bench -- [options]

  --runs N          for each server, in turns; the table has the medians (3)
  --seconds N       how long each rate is measured (2)
  --only NAMES      of ${PARTS.join(',')} (all)
  --peers NAMES     of ${PEERS.join(',')} (all)
  --stompload PATH  also measure with this program (or the variable STOMPLOAD)
`

/** Null where help was asked for. Throws where a value is not one of those above. */
export function readOptions(argv: readonly string[], env: NodeJS.ProcessEnv): Options | null {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      runs: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '2' },
      only: { type: 'string' },
      peers: { type: 'string' },
      stompload: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const parts = names('only', values.only, PARTS)
  const stompload = values.stompload ?? env['STOMPLOAD'] ?? null
  return {
    runs: count('runs', values.runs),
    seconds: count('seconds', values.seconds),
    scenarios: SCENARIOS.filter((scenario) => parts.includes(scenario)),
    codec: parts.includes(CODEC),
    search: parts.includes(SEARCH),
    myRooms: parts.includes(MY_ROOMS),
    nodes: parts.includes(NODES),
    peers: names('peers', values.peers, PEERS),
    meters: stompload === null ? ['own'] : METERS,
    stompload,
  }
}

function count(option: string, text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`--${option} must be a whole number, 1 or more.`)
  }
  return value
}

/** Those of `known` that are named, in their order; all where none is. */
function names<Name extends string>(
  option: string,
  text: string | undefined,
  known: readonly Name[],
): readonly Name[] {
  if (text === undefined) return known
  const wanted = text.split(',')
  const unknown = wanted.filter((name) => !known.some((each) => each === name))
  if (unknown.length > 0) {
    throw new RangeError(`--${option} has no ${unknown.join(', ')}; there are ${known.join(', ')}.`)
  }
  return known.filter((name) => wanted.includes(name))
}
