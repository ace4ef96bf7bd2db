// The two ways to measure a server: our own load client, and the outside program where there is one.
import { join } from 'node:path'
import { runTool } from './child.ts'
import type { Job, Outcome, Target } from './plan.ts'

/** Runs one job of the load client in a process of its own. */
export async function measure<Kind extends Job['kind']>(
  target: Target,
  job: Extract<Job, { kind: Kind }>,
): Promise<Extract<Outcome, { kind: Kind }>> {
  const client = join(import.meta.dirname, 'load-client.ts')
  const line = await runTool([process.execPath, client, JSON.stringify({ target, job })])
  return JSON.parse(line) as Extract<Outcome, { kind: Kind }>
}

/** What of stompload's report is used here. */
interface Report {
  sustained: { deliveries_per_s: number; sent: number }
  steps: { sent: number }[]
}

/** The highest rate by stompload's own search; `sent` counts all its messages. */
export async function measureOutside(
  program: string,
  target: Target,
  { subscribers, seconds, withinMs }: { subscribers: number; seconds: number; withinMs: number },
): Promise<{ deliveriesPerSecond: number; sent: number }> {
  const written = await runTool([
    program,
    ...stomploadArgs(target),
    ...['--json', '--quiet', '--spin', '--ramp'],
    ...['--subs-per-room', String(subscribers), '--duration', String(seconds), '--slo-ms', String(withinMs)],
  ])
  const { sustained, steps } = JSON.parse(written) as Report
  return {
    deliveriesPerSecond: sustained.deliveries_per_s,
    sent: steps.reduce((sum, step) => sum + step.sent, 0),
  }
}

function stomploadArgs({ port, path, pid, connectHeaders, subscribeTo, sendTo, enterTo }: Target): string[] {
  return [
    ...['--url', `ws://127.0.0.1:${port}${path}`, '--subprotocol', 'v12.stomp', '--pid', String(pid)],
    ...Object.entries(connectHeaders).flatMap(([name, value]) => ['--connect-header', `${name}:${value}`]),
    ...['--sub-dest', subscribeTo, '--send-dest', sendTo, '--setup-receipts'],
    ...(enterTo === null ? [] : ['--prejoin-dest', enterTo, '--prejoin-body', '{}']),
    // The mark in the nonce only: it comes back with each message once.
    ...['--body', '{"message":"{pad}","nonce":"{mark}"}'],
  ]
}
