// Publishers and rooms full of subscribers: at one rate, or at rising ones.
import { nodesOf, type Audience, type Job, type Outcome, type Step, type Target } from '../plan.ts'
import { Crowd } from './crowd.ts'
import { Publishers } from './publishers.ts'
import { ramp } from './ramp.ts'
import { runStep, type Pace } from './step.ts'

/** Seconds before each rate of a ramp that count for loss and order only. */
const WARM_UP = 0.5

export async function measureRamp(target: Target, job: Extract<Job, { kind: 'ramp' }>): Promise<Outcome> {
  const { audience, seconds } = job
  return withAudience(target, audience, async (attempt, sent) => {
    const tryRate = (rate: number): Promise<Step> => attempt({ rate, seconds, warmUp: WARM_UP })
    const best = await ramp(tryRate, audience.subscribersPerRoom, job)
    if (best === null) throw new Error('It did not pass at any rate.')
    return { kind: 'ramp', best, sent: sent() }
  })
}

export async function measureSteady(target: Target, job: Extract<Job, { kind: 'steady' }>): Promise<Outcome> {
  return withAudience(target, job.audience, async (attempt, sent) => {
    const step = await attempt(job)
    if (step.behind) throw new Error(`It fell behind at ${job.rate} messages/s.`)
    if (step.lost + step.disordered > 0)
      throw new Error(`It lost ${step.lost} deliveries; ${step.disordered} were out of order.`)
    return { kind: 'steady', step, sent: sent() }
  })
}

type Attempt = (pace: Pace) => Promise<Step>

async function withAudience(
  target: Target,
  audience: Audience,
  measure: (attempt: Attempt, sent: () => number) => Promise<Outcome>,
): Promise<Outcome> {
  const crowd = await Crowd.open(target, audience)
  const publishers = await Publishers.open(target, { count: audience.publishers, receipts: false })
  try {
    const cast = {
      crowd,
      publishers,
      serverPids: nodesOf(target).map(({ pid }) => pid),
      storePid: target.storePid,
    }
    return await measure(
      (pace) => runStep(cast, pace),
      () => publishers.next,
    )
  } finally {
    crowd.close()
    publishers.close()
  }
}
