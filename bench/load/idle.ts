// What a connection costs while nothing is said: the server's memory before and after many have subscribed.
import { setTimeout as wait } from 'node:timers/promises'
import type { Job, Outcome, Target } from '../plan.ts'
import { Crowd } from './crowd.ts'
import { residentBytes } from './server-usage.ts'

/** Milliseconds that the server gets to let go of what connecting took. */
const SETTLE = 3_000

export async function measureIdle(
  target: Target,
  { audience }: Extract<Job, { kind: 'idle' }>,
): Promise<Outcome> {
  const before = residentBytes(target.pid)
  const crowd = await Crowd.open(target, audience)
  await wait(SETTLE)
  crowd.check()
  const after = residentBytes(target.pid)
  const bytesEach = before === null || after === null ? null : (after - before) / crowd.size
  crowd.close()
  return { kind: 'idle', bytesEach, sent: 0 }
}
