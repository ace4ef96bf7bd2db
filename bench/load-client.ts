// The load client as a process of its own, so that it can have a CPU of its own: `node bench/load-client.ts JSON`, where the
// JSON is `{target, job}` of plan.ts. Writes the outcome, or `{failed: why}`, as one line of JSON.
import { measureChurn } from './load/churn.ts'
import { measureRamp, measureSteady } from './load/fan-out.ts'
import { measureIdle } from './load/idle.ts'
import { measureReceipts } from './load/receipts.ts'
import type { Job, Outcome, Target } from './plan.ts'

const { target, job } = JSON.parse(process.argv[2] ?? '{}') as { target: Target; job: Job }
const answer = await measure(target, job).catch((error: unknown) => ({ failed: String(error) }))
// Connections of a job that failed may still be open.
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit())

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
    case 'churn':
      return measureChurn(target, job)
  }
}
