// Starts a peer that is a small server of our own making and keeps nothing: a program that says its port when it listens.
import { startServer } from '../child.ts'
import type { Target } from '../plan.ts'
import { KEEPS_NOTHING, PLAIN_TARGET, roomNames, type Running, type Stage } from './contender.ts'

/** `args` of node, the program last; `differs`: what is not as with most targets. */
export async function startPlainServer(
  args: readonly string[],
  stage: Stage,
  differs: Partial<Target> = {},
): Promise<Running> {
  const server = await startServer([process.execPath, ...args])
  const { port } = JSON.parse(server.line) as { port: number }
  const target = { ...PLAIN_TARGET, ...differs, port, pid: server.pid, rooms: roomNames(stage) }
  return { target, stop: server.stop, ...KEEPS_NOTHING }
}
