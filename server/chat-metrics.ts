// The figures of the chat itself, for /metrics.
import { Counter, Gauge, type Registry } from 'prom-client'
import type { SessionCounts } from './session/context.ts'

export interface ChatFigures {
  counts: SessionCounts
  /** Connections that are open. */
  connections: () => number
  /** Connections that were refused since the start. */
  refused: () => number
}

/** Adds them to the registry; they are read when the registry is asked. */
export function measureChat(registry: Registry, { counts, connections, refused }: ChatFigures): void {
  const registers = [registry]
  new Gauge({
    name: 'sarangbang_connections',
    help: 'STOMP connections open now.',
    registers,
    collect() {
      this.set(connections())
    },
  })
  const total = (name: string, help: string, read: () => number): void => {
    new Counter({
      name: `sarangbang_${name}_total`,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  }
  total('connections_refused', 'STOMP connections that were too many or too fast.', refused)
  total('frames_received', 'STOMP frames received from clients.', () => counts.framesIn)
  total('refusals', 'Commands refused on the user queue.', () => counts.refusals)
  total('errors', 'ERROR frames sent, each the end of a connection.', () => counts.errors)
}
