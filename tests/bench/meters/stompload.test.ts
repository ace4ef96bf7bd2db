// stompload as a meter: what it is told, and what is made of its report.
import { describe, expect, it } from 'vitest'
import { argumentsFor } from '../../../bench/meters/stompload.ts'
import { readReport } from '../../../bench/meters/stompload-report.ts'
import type { Job, Target } from '../../../bench/plan.ts'
import { scenarios } from '../../../bench/scenarios.ts'

const target: Target = {
  port: 7420,
  path: '/ws',
  pid: 1,
  otherNodes: [],
  storePid: null,
  connectHeaders: { nickname: 'bench' },
  sendHeaders: { persistent: 'true' },
  rooms: ['a', 'b'],
  subscribeTo: '/topic/{room}',
  sendTo: '/app/{room}',
  enterTo: '/app/{room}/enter',
  confirmsSubscriptions: true,
}

const line = (job: Job, changes: Partial<Target> = {}): string =>
  argumentsFor({ ...target, ...changes }, job).join(' ')

const load = {
  rate: 100,
  seconds: 2,
  sent: 250,
  deliveries_per_s: 5_000,
  lost: 0,
  duplicated: 1,
  out_of_order: 2,
  misrouted: 3,
  errors: 0,
  closed: 0,
  latency_ms: { p50: 1.5, p99: 9 },
  receipts_per_s: 77,
  server_cpu_s: 0.5,
  tool_busy: 0.4,
  aborted: 0,
  pass: 1,
}

describe('what stompload is told', () => {
  it('has the server, the rooms and the headers', () => {
    const told = line(scenarios.B.job(2, null))
    expect(told).toContain('--url ws://127.0.0.1:7420/ws')
    expect(told).toContain('--connect-header nickname:bench --send-header persistent:true --setup-receipts')
    expect(told).toContain('--rooms 2 --prejoin-dest /app/{room}/enter')
    expect(told).toContain('--subs-per-room 10 --publishers 10')
  })

  it('leaves out what a server does not know', () => {
    const told = line(scenarios.A.job(2, null), { enterTo: null, confirmsSubscriptions: false })
    expect(told).not.toMatch(/--prejoin|--setup-receipts|--sub-id/)
  })

  it.each([
    ['A-ids', '--sub-id sub-{client}'],
    ['C', '--rate 100 --warmup 2'],
    ['D', '--idle'],
    ['E64', '--receipt'],
    ['F', '--churn'],
  ] as const)('has for %s %s', (scenario, part) => {
    expect(line(scenarios[scenario].job(2, null))).toContain(part)
  })
})

describe('what stompload reports', () => {
  it('is a step', () => {
    const outcome = readReport(scenarios.C.job(2, null), JSON.stringify({ result: load }))
    expect(outcome).toMatchObject({ kind: 'steady', sent: 250 })
    expect(outcome).toMatchObject({ step: { p50: 1.5, p99: 9, disordered: 6, serverCpus: 0.25 } })
  })

  it('is a ramp, of which every step sent something', () => {
    const ramp = { steps: [load, load], sustained: load }
    const outcome = readReport(scenarios.A.job(2, null), JSON.stringify(ramp))
    expect(outcome).toMatchObject({ kind: 'ramp', best: { deliveriesPerSecond: 5_000 }, sent: 500 })
  })

  it.each([
    ['D', { dropped: 0, rss_bytes_per_connection: 9 }, { kind: 'idle', bytesEach: 9 }],
    ['D', { dropped: 0 }, { kind: 'idle', bytesEach: null }],
    ['E1', { result: load }, { kind: 'receipts', perSecond: 77 }],
    ['F', { failed: 0, cycles_per_s: 8 }, { kind: 'churn', perSecond: 8 }],
  ] as const)('is in %s of %j %j', (scenario, report, outcome) => {
    expect(readReport(scenarios[scenario].job(2, null), JSON.stringify(report))).toMatchObject(outcome)
  })

  it.each([
    ['A', { steps: [load], sustained: { ...load, pass: 0 } }],
    ['C', { result: { ...load, closed: 1 } }],
    ['E1', { result: { ...load, errors: 1 } }],
    ['D', { dropped: 1 }],
    ['F', { failed: 1, cycles_per_s: 8 }],
  ] as const)('is a failure where the server let it down in %s', (scenario, report) => {
    expect(() => readReport(scenarios[scenario].job(2, null), JSON.stringify(report))).toThrow(/\.$/)
  })
})
