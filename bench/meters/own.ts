// The project's own load client as a meter.
import { join } from 'node:path'
import { runTool } from '../child.ts'
import type { Outcome } from '../plan.ts'
import type { Meter } from './meter.ts'

const CLIENT = join(import.meta.dirname, '../load-client.ts')

export const own: Meter = async (target, job) => {
  const written = await runTool([process.execPath, CLIENT, JSON.stringify({ target, job })])
  const answer = JSON.parse(written) as Outcome | { failed: string }
  if ('failed' in answer) throw new Error(answer.failed)
  return answer
}
