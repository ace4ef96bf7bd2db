// stomp-broker-js, a broker from npm: over plain WebSockets, in a process of its own (see stomp-broker-js-server.ts).
import { join } from 'node:path'
import type { Contender } from './contender.ts'
import { startPlainServer } from './plain-server.ts'

const PROGRAM = join(import.meta.dirname, 'stomp-broker-js-server.ts')

export const stompBrokerJs: Contender = {
  title: 'stomp-broker-js',
  stores: false,
  missing: () => null,
  // The broker asks for a constructor of Node's that is long deprecated: the warning is not the bench's to give.
  start: (stage) => startPlainServer(['--no-deprecation', PROGRAM], stage, { confirmsSubscriptions: false }),
}
