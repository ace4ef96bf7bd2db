// The command line of the bench.
import { parseArgs } from 'node:util'

export interface Options {
  /** How long each rate and each count is measured. */
  seconds: number
  subscribers: number
  /** How often each server is measured; the table has the medians. */
  runs: number
  /** Connections whose memory is measured. */
  idle: number
  /** A program that measures the same from outside; null where there is none. */
  stompload: string | null
}

export const HELP = `npm run bench -- [options]

  --seconds N       how long each rate is measured (2)
  --subscribers N   in the one room (500)
  --runs N          for each server, in turns; the table has the medians (3)
  --idle N          idle connections whose memory is measured (2000)
  --stompload PATH  also measure with this program (or the variable STOMPLOAD)
`

/** Null where help was asked for. Throws where a value is not a whole number of 1 or more. */
export function readOptions(argv: readonly string[], env: NodeJS.ProcessEnv): Options | null {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seconds: { type: 'string', default: '2' },
      subscribers: { type: 'string', default: '500' },
      runs: { type: 'string', default: '3' },
      idle: { type: 'string', default: '2000' },
      stompload: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  return {
    seconds: count('seconds', values.seconds),
    subscribers: count('subscribers', values.subscribers),
    runs: count('runs', values.runs),
    idle: count('idle', values.idle),
    stompload: values.stompload ?? env['STOMPLOAD'] ?? null,
  }
}

function count(option: string, text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`--${option} must be a whole number, 1 or more.`)
  }
  return value
}
