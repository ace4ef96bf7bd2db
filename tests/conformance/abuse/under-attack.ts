// Runs an attack in its own process while somebody else looks at how the host is.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { inTime } from '../../support/inbox.ts'
import type { Facts, Report, Target } from './attack.ts'

const ATTACKER = join(import.meta.dirname, 'attacker.ts')

/** Does `meanwhile` when the attack is at its height, then stops it. Answers what the attack saw and what came of `meanwhile`. */
export async function underAttack<Seen>(
  name: string,
  target: Target,
  meanwhile: () => Promise<Seen>,
): Promise<{ facts: Facts; seen: Seen }> {
  const child = spawn(process.execPath, [ATTACKER, name, JSON.stringify(target)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const reports = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (what: string): Promise<Report> => {
    const { value } = await inTime(reports.next(), what)
    return JSON.parse(value as string) as Report
  }
  await next('The height of the attack')
  const seen = await meanwhile()
  child.stdin.end()
  const report = await next('The end of the attack')
  return { facts: report.at === 'end' ? report.facts : {}, seen }
}
