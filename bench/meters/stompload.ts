// stompload, a load generator from outside, as a meter: its command line for a job, and what its report means.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTool } from '../child.ts'
import type { Audience, Job, Target } from '../plan.ts'
import type { Meter } from './meter.ts'
import { readReport } from './stompload-report.ts'

/** The meter that runs this program. */
export function stompload(program: string): Meter {
  return async (target, job) => {
    const folder = await mkdtemp(join(tmpdir(), 'sarangbang-bench-'))
    try {
      const roomFile = join(folder, 'rooms.txt')
      await writeFile(roomFile, target.rooms.join('\n'))
      const command = [program, '--json', '--quiet', '--room-ids', roomFile, ...argumentsFor(target, job)]
      return readReport(job, await runTool(command))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

/** What it is told of the server and of the job. */
export function argumentsFor(target: Target, job: Job): string[] {
  return [...serverArguments(target), ...roomArguments(target, job), ...jobArguments(job)]
}

function serverArguments({ port, path, pid, confirmsSubscriptions, ...target }: Target): string[] {
  return [
    ...['--url', `ws://127.0.0.1:${port}${path}`, '--subprotocol', 'v12.stomp', '--pid', String(pid)],
    ...['--sub-dest', target.subscribeTo, '--send-dest', target.sendTo],
    ...headerArguments('--connect-header', target.connectHeaders),
    ...headerArguments('--send-header', target.sendHeaders),
    ...(confirmsSubscriptions ? ['--setup-receipts'] : []),
    // The mark in the nonce only: it comes back with each message once.
    ...['--body', '{"message":"{pad}","nonce":"{mark}"}'],
  ]
}

function headerArguments(option: string, headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => [option, `${name}:${value}`])
}

/** Everybody enters who talks; who only comes and goes does not. */
function roomArguments({ enterTo, rooms }: Target, { kind }: Job): string[] {
  const enters = enterTo !== null && kind !== 'churn' && kind !== 'idle'
  const prejoin = enters ? ['--prejoin-dest', enterTo, '--prejoin-body', '{}'] : []
  return ['--rooms', String(rooms.length), ...prejoin]
}

function jobArguments(job: Job): string[] {
  switch (job.kind) {
    case 'ramp':
      return [
        ...['--ramp', '--spin', ...audienceArguments(job.audience), '--duration', String(job.seconds)],
        ...['--rate', String(job.from), '--slo-ms', String(job.withinMs)],
      ]
    case 'steady':
      return [
        ...['--spin', ...audienceArguments(job.audience), '--rate', String(job.rate)],
        ...['--warmup', String(job.warmUp), '--duration', String(job.seconds)],
      ]
    case 'receipts':
      return [
        ...['--receipt', '--spin', '--subs-per-room', '0', '--publishers', '1'],
        ...['--window', String(job.window), '--duration', String(job.seconds)],
      ]
    case 'idle':
      return ['--idle', ...audienceArguments(job.audience), '--settle', '3', '--duration', '1']
    case 'churn':
      return [
        ...['--churn', '--subs-per-room', '1', '--publishers', '0', '--sources', '16'],
        ...['--connect-concurrency', String(job.atOnce)],
        ...['--warmup', String(job.warmUp), '--duration', String(job.seconds)],
      ]
  }
}

function audienceArguments({ subscribersPerRoom, publishers, ownIds }: Audience): string[] {
  return [
    ...['--subs-per-room', String(subscribersPerRoom), '--publishers', String(publishers)],
    ...(ownIds ? ['--sub-id', 'sub-{client}'] : []),
  ]
}
