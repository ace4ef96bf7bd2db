// The plain loop of `ws.send`, see ws-send-loop.ts.
import { join } from 'node:path'
import { startServer } from '../child.ts'
import {
  KEEPS_NOTHING,
  PLAIN_TARGET,
  roomNames,
  type Contender,
  type Running,
  type Stage,
} from './contender.ts'

const PROGRAM = join(import.meta.dirname, 'ws-send-loop.ts')

export const loop: Contender = { title: 'ws.send loop', stores: false, missing: () => null, start }

async function start(stage: Stage): Promise<Running> {
  const server = await startServer([process.execPath, PROGRAM])
  const { port } = JSON.parse(server.line) as { port: number }
  const target = { ...PLAIN_TARGET, port, pid: server.pid, rooms: roomNames(stage) }
  return { target, stop: server.stop, ...KEEPS_NOTHING }
}
