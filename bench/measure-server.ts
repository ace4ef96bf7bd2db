// Takes every figure of one server, one after another.
import { fanOutFigures, type Figures } from './figures.ts'
import { measure, measureOutside } from './meters.ts'
import type { Options } from './options.ts'
import type { Target } from './plan.ts'

/** The goal: the 99th percentile of the latencies, in milliseconds. */
const WITHIN = 50
/** Messages a second that leave a server time to rest. */
const QUIET_RATE = 20
const MANY = 64

/** `sent`: how many messages the server has taken meanwhile. */
export async function measureServer(
  target: Target,
  options: Options,
): Promise<{ figures: Figures; sent: number }> {
  const { seconds, subscribers, stompload } = options
  // First, while the memory of the process is untouched by load.
  const idle = await measure(target, { kind: 'idle', subscribers: options.idle })
  const quiet = await measure(target, { kind: 'steady', subscribers, seconds, rate: QUIET_RATE })
  const one = await measure(target, { kind: 'receipts', seconds, window: 1 })
  const many = await measure(target, { kind: 'receipts', seconds, window: MANY })
  const goal = { subscribers, seconds, withinMs: WITHIN }
  const fanOut = await measure(target, { kind: 'ramp', ...goal })
  const outside = stompload === null ? null : await measureOutside(stompload, target, goal)
  const figures = {
    ...fanOutFigures(fanOut.best),
    outsideDeliveriesPerSecond: outside?.deliveriesPerSecond ?? null,
    quietP50: quiet.step.p50,
    quietP99: quiet.step.p99,
    receiptsOneByOne: one.perSecond,
    receiptsMany: many.perSecond,
    idleBytes: idle.bytesEach,
  }
  const sent = quiet.sent + one.sent + many.sent + fanOut.sent + (outside?.sent ?? 0)
  return { figures, sent }
}
