// Makes a script go wrong: frames lost, doubled, swapped and changed, and bytes broken.
import type { Random } from '../../support/random.ts'
import type { Damage, FrameStep, Script, Step } from './script.ts'
import { someName, someValue } from './words.ts'

const COMMANDS = [
  'CONNECT',
  'STOMP',
  'SEND',
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'ACK',
  'NACK',
  'BEGIN',
  'COMMIT',
  'ABORT',
  'DISCONNECT',
  'MESSAGE',
  'CONNECTED',
  'RECEIPT',
  'send',
  'X',
]
const SPOILERS = ['\0', '\n\n', '\r\n', '\r', ':', '\\', '\\t', 'content-length:3\n', '\xff\xc0', 'SEND\n']

type FrameChange = (frame: FrameStep, random: Random, others: readonly FrameStep[]) => FrameStep

const changeValue: FrameChange = (frame, random, others) => {
  const [name] = headerOf(frame, random)
  const [, borrowed] = headerOf(random.pick(others), random)
  return withHeader(frame, name, random.onceIn(2) ? someValue(random) : borrowed)
}

const FRAME_CHANGES: readonly FrameChange[] = [
  changeValue,
  changeValue,
  (frame, random) => ({ ...frame, headers: without(frame.headers, random.below(frame.headers.length + 1)) }),
  (frame, random) => ({ ...frame, headers: [...frame.headers, [someName(random), someValue(random)]] }),
  (frame, random) => ({ ...frame, headers: [[someName(random), someValue(random)], ...frame.headers] }),
  (frame, random) => ({ ...frame, command: random.pick(COMMANDS) }),
  (frame, random, others) => ({ ...frame, body: random.pick(others).body }),
  (frame, random) => ({ ...frame, damage: [...frame.damage, someDamage(random)] }),
  (frame, random) => ({ ...frame, damage: [...frame.damage, someDamage(random)] }),
]

const ORDER_CHANGES: readonly ((steps: readonly Step[], at: number, random: Random) => Step[])[] = [
  (steps, at) => without(steps, at),
  (steps, at) => [...steps.slice(0, at + 1), ...steps.slice(at)],
  (steps, at, random) => moved(steps, at, random.below(steps.length)),
  (steps, at) => moved(steps, at, at + 1),
]

/** The script with a few things wrong, or none. */
export function mutate(script: Script, random: Random): Script {
  let steps = script.steps
  for (let count = random.onceIn(3) ? 0 : 1 + random.below(4); count > 0 && steps.length > 0; count -= 1)
    steps = mutateOnce(steps, random)
  return { ...script, steps }
}

function mutateOnce(steps: readonly Step[], random: Random): Step[] {
  // Seldom the first: a session that never began shows little.
  const at = random.onceIn(10) ? 0 : random.below(steps.length)
  const step = steps[at]
  if (step?.kind !== 'frame' || random.onceIn(3)) return random.pick(ORDER_CHANGES)(steps, at, random)
  const frames = steps.filter((each) => each.kind === 'frame')
  return steps.with(at, random.pick(FRAME_CHANGES)(step, random, frames))
}

function someDamage(random: Random): Damage {
  const kind = random.pick(['flip', 'cut', 'insert', 'double'] as const)
  const bytes = random.onceIn(2)
    ? Buffer.from([random.below(256)])
    : Buffer.from(random.pick(SPOILERS), 'latin1')
  return { kind, at: random.below(1_000) / 1_000, bytes }
}

function headerOf({ headers }: FrameStep, random: Random): readonly [string, string] {
  return headers.length === 0 ? [someName(random), someValue(random)] : random.pick(headers)
}

function withHeader(frame: FrameStep, name: string, value: string): FrameStep {
  const others = frame.headers.filter(([each]) => each !== name)
  return { ...frame, headers: [...others, [name, value]] }
}

function without<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, index) => index !== at)
}

function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = without(list, from)
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)]
}

/** The bytes with the damage done. */
export function damaged(bytes: Buffer, damage: readonly Damage[]): Buffer {
  return damage.reduce((left, each) => damageOnce(left, each), bytes)
}

function damageOnce(bytes: Buffer, { kind, at, bytes: put }: Damage): Buffer {
  const start = Math.floor(at * bytes.length)
  const end = Math.min(bytes.length, start + put.length)
  const [before, hit, after] = [bytes.subarray(0, start), bytes.subarray(start, end), bytes.subarray(end)]
  switch (kind) {
    case 'flip':
      return Buffer.concat([before, hit.map((byte) => byte ^ ((put[0] ?? 0) | 1)), after])
    case 'cut':
      return Buffer.concat([before, after])
    case 'insert':
      return Buffer.concat([before, put, hit, after])
    case 'double':
      return Buffer.concat([before, hit, hit, after])
  }
}
