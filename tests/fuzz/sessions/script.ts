// What one fuzzed client does, as plain data: it can be repeated, made shorter, and printed.

/** One thing done to a frame's bytes. `at`: where, from 0 to 1 of their length. */
export interface Damage {
  kind: 'flip' | 'cut' | 'insert' | 'double'
  at: number
  bytes: Buffer
}

/** How a frame's bytes go out: with those of the next step, or cut at places that `cuts` decides; 0 leaves them whole. */
interface Sending {
  damage: readonly Damage[]
  joined: boolean
  cuts: number
}

/** `acknowledges`: which of the messages heard so far an ACK or NACK names, from 0 to 1; null for what the headers say. */
export interface FrameStep extends Sending {
  kind: 'frame'
  command: string
  headers: readonly (readonly [name: string, value: string])[]
  body: Buffer
  acknowledges: number | null
}

export type Step =
  | FrameStep
  /** Ends of lines between frames. */
  | { kind: 'beat'; text: string }
  /** Goes on when all that was asked is answered. */
  | { kind: 'settle' }
  /** Reads nothing, or reads again. */
  | { kind: 'stall' }
  | { kind: 'drain' }
  /** Lets time go by, where time can be moved. */
  | { kind: 'time'; milliseconds: number }

/** How the client leaves: when all is answered; by closing its side; or cutting the connection. */
export type Leaving = 'answered' | 'half-close' | 'cut'

export interface Script {
  nickname: string
  steps: readonly Step[]
  leaving: Leaving
}

/** The script for people, one line a step. */
export function describeScript({ steps, leaving }: Script): string {
  return [...steps.map(describeStep), leaving].map((line) => `  ${line}`).join('\n')
}

function describeStep(step: Step): string {
  if (step.kind !== 'frame') return Object.values(step).join(' ')
  const headers = step.headers.map(([name, value]) => JSON.stringify(`${name}:${value}`))
  const extras = [
    ...(step.acknowledges === null ? [] : [`of message ${step.acknowledges.toFixed(2)}`]),
    ...step.damage.map(({ kind, at, bytes }) => `${kind} at ${at.toFixed(2)} ${bytes.toString('hex')}`),
    ...(step.joined ? ['joined'] : []),
    ...(step.cuts === 0 ? [] : ['in pieces']),
  ]
  const body = step.body.length === 0 ? [] : [JSON.stringify(step.body.toString().slice(0, 120))]
  return [step.command, ...headers, ...body, ...extras].join(' ')
}
