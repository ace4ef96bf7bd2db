// RabbitMQ's Web-STOMP, where Debian's rabbitmq-server is installed: a node of its own in a temporary folder, with its own
// ports and its own port mapper, which both end with it.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../child.ts'
import type { Target } from '../plan.ts'
import {
  KEEPS_NOTHING,
  PLAIN_TARGET,
  roomNames,
  type Contender,
  type Running,
  type Stage,
} from './contender.ts'
import { freePorts } from './free-ports.ts'
import { configureNode } from './rabbitmq-node.ts'

/** Debian's. The program of the same name in /usr/sbin becomes another user first. */
const PROGRAM = '/usr/lib/rabbitmq/bin/rabbitmq-server'
const PORT_MAPPER = '/usr/bin/epmd'

export const rabbitmq: Contender = { title: 'RabbitMQ', stores: true, missing, start }

function missing(): string | null {
  const absent = [PROGRAM, PORT_MAPPER].find((program) => !existsSync(program))
  return absent === undefined ? null : `there is no ${absent} (Debian's package rabbitmq-server).`
}

async function start(stage: Stage): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'sarangbang-bench-rabbitmq-'))
  const ports = await freePorts('mapper', 'distribution', 'amqp', 'stomp', 'webStomp')
  const env = await configureNode(folder, ports)
  // It says that it runs on its standard error.
  const mapperCommand = `exec ${PORT_MAPPER} -d -port ${ports.mapper} -address 127.0.0.1 2>&1`
  const mapper = await startServer(['sh', '-c', mapperCommand], { ready: /epmd running/ })
  const node = await startServer([PROGRAM], { env, ready: /completed with/ }).catch(
    async (error: unknown) => {
      await mapper.stop()
      throw error
    },
  )
  return {
    ...KEEPS_NOTHING,
    target: { ...targetFor(stage), port: ports.webStomp, pid: node.pid },
    stop: () => node.stop().then(mapper.stop),
    clear: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Messages that a receipt has to vouch for go to a durable queue and are marked persistent: so they are on the disk before it. */
function targetFor(stage: Stage): Omit<Target, 'port' | 'pid'> {
  const kept = { sendTo: '/queue/{room}', sendHeaders: { persistent: 'true' } }
  return {
    ...PLAIN_TARGET,
    ...(stage.stored && kept),
    connectHeaders: { host: '/', login: 'guest', passcode: 'guest' },
    rooms: roomNames(stage),
  }
}
