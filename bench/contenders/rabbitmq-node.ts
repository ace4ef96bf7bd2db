// What a node of RabbitMQ is told so that it leaves the machine's own one alone: everything is in one folder, on ports of this
// computer only.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where it listens; `mapper` is its port mapper's. */
export interface NodePorts {
  mapper: number
  distribution: number
  amqp: number
  stomp: number
  webStomp: number
}

/** Writes the node's files into the folder. Resolves with the environment that it is to be started in. */
export async function configureNode(folder: string, ports: NodePorts): Promise<NodeJS.ProcessEnv> {
  await writeFile(join(folder, 'rabbitmq.conf'), configuration(ports))
  await writeFile(join(folder, 'plugins'), '[rabbitmq_web_stomp].')
  return {
    PATH: process.env['PATH'],
    // Without it the program puts a shell between us and the node, and signals take a longer way.
    RUNNING_UNDER_SYSTEMD: 'true',
    HOME: folder,
    ERL_EPMD_PORT: String(ports.mapper),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: 'bench@localhost',
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
  }
}

function configuration({ amqp, stomp, webStomp }: NodePorts): string {
  return [
    `listeners.tcp.1 = 127.0.0.1:${amqp}`,
    `stomp.listeners.tcp.1 = 127.0.0.1:${stomp}`,
    'web_stomp.tcp.ip = 127.0.0.1',
    `web_stomp.tcp.port = ${webStomp}`,
    // Milliseconds. It takes listeners, who have nothing to say, for dead after a minute otherwise.
    'web_stomp.ws_opts.idle_timeout = 3600000',
    'log.file.level = error',
    '',
  ].join('\n')
}
