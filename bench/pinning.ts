// Keeps the server and the load client from each other's CPU, where the system can: Linux with taskset.
import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Who runs: each kind has a CPU of its own. */
export type Role = 'server' | 'client'

const CPU: Record<Role, string> = { server: '0', client: '1' }

/** Whether there are two CPUs, and taskset gives them out. */
export const canPin =
  availableParallelism() > 1 &&
  Object.values(CPU).every((cpu) => spawnSync('taskset', ['-c', cpu, 'true']).status === 0)

/** The command, held to the role's CPU where that is possible. */
export function pinned(role: Role, command: readonly string[]): readonly string[] {
  return canPin ? ['taskset', '-c', CPU[role], ...command] : command
}
