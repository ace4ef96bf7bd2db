// The load client as a process of its own, so that it can have a CPU of its own: `node bench/load-client.ts JSON`, where the
// JSON is `{target, job}` of plan.ts. Writes the outcome as one line of JSON.
import { measureRamp, measureSteady } from './load/fan-out.ts'
import { measureIdle } from './load/idle.ts'
import { measureReceipts } from './load/receipts.ts'
import type { Job, Outcome, Target } from './plan.ts'

const { target, job } = JSON.parse(process.argv[2] ?? '{}') as { target: Target; job: Job }
process.stdout.write(`${JSON.stringify(await measure(target, job))}\n`)

function measure(target: Target, job: Job): Promise<Outcome> {
  switch (job.kind) {
    case 'ramp':
      return measureRamp(target, job)
    case 'steady':
      return measureSteady(target, job)
    case 'receipts':
      return measureReceipts(target, job)
    case 'idle':
      return measureIdle(target, job)
  }
}
