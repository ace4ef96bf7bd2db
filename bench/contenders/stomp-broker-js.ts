// stomp-broker-js, a broker from npm: over plain WebSockets, in a process of its own (see stomp-broker-js-server.ts).
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

const PROGRAM = join(import.meta.dirname, 'stomp-broker-js-server.ts')

export const stompBrokerJs: Contender = {
  title: 'stomp-broker-js',
  stores: false,
  missing: () => null,
  start,
}

async function start(stage: Stage): Promise<Running> {
  // The broker asks for a constructor of Node's that is long deprecated: the warning is not the bench's to give.
  const server = await startServer([process.execPath, '--no-deprecation', PROGRAM])
  const { port } = JSON.parse(server.line) as { port: number }
  const target = {
    ...PLAIN_TARGET,
    port,
    pid: server.pid,
    rooms: roomNames(stage),
    confirmsSubscriptions: false,
  }
  return { target, stop: server.stop, ...KEEPS_NOTHING }
}
