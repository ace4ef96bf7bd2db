// What stompload reports, as an outcome of a job.
import type { Job, Outcome, Step } from '../plan.ts'

interface LoadReport {
  rate: number
  seconds: number
  sent: number
  deliveries_per_s: number
  lost: number
  duplicated: number
  out_of_order: number
  misrouted: number
  errors: number
  closed: number
  latency_ms: { p50: number; p99: number }
  receipts_per_s?: number
  server_cpu_s?: number
  tool_busy: number
  aborted: number
  pass: number
}

/** Each of its modes prints one of these. */
interface Report {
  result: LoadReport
  steps: LoadReport[]
  sustained: LoadReport
  rss_bytes_per_connection?: number
  dropped: number
  cycles_per_s: number
  failed: number
}

/** Throws where the server let the tool down. */
export function readReport(job: Job, written: string): Outcome {
  const report = JSON.parse(written) as Report
  switch (job.kind) {
    case 'ramp': {
      const { steps, sustained } = report
      const sent = steps.reduce((sum, step) => sum + step.sent, 0)
      if (sustained.pass !== 1) throw new Error('It did not pass at any rate.')
      return { kind: 'ramp', best: toStep(sustained), sent }
    }
    case 'steady':
      return { kind: 'steady', step: toStep(sound(report.result)), sent: report.result.sent }
    case 'receipts': {
      const { receipts_per_s: perSecond = 0, sent } = sound(report.result)
      return { kind: 'receipts', perSecond, sent }
    }
    case 'idle':
      if (report.dropped > 0) throw new Error(`The server closed ${report.dropped} connections.`)
      return { kind: 'idle', bytesEach: report.rss_bytes_per_connection ?? null, sent: 0 }
    case 'churn':
      if (report.failed > 0) throw new Error(`${report.failed} clients did not get in or out.`)
      return { kind: 'churn', perSecond: report.cycles_per_s, sent: 0 }
  }
}

function sound(result: LoadReport): LoadReport {
  if (result.errors + result.closed > 0) throw new Error('The server refused frames or closed connections.')
  return result
}

function toStep(result: LoadReport): Step {
  const { server_cpu_s: cpu, latency_ms: latency } = result
  return {
    rate: result.rate,
    deliveriesPerSecond: result.deliveries_per_s,
    p50: latency.p50,
    p99: latency.p99,
    lost: result.lost,
    disordered: result.duplicated + result.out_of_order + result.misrouted,
    behind: result.aborted === 1,
    serverCpus: cpu === undefined ? null : cpu / result.seconds,
    storeCpus: null,
    clientBusy: result.tool_busy,
  }
}
