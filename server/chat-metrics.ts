// The figures of the chat itself, for /metrics.
import type { Registry } from 'prom-client'
import { gauge, total } from './read-metrics.ts'
import type { SessionCounts } from './session/context.ts'

export interface ChatFigures {
  counts: SessionCounts
  /** Connections that are open. */
  connections: () => number
  /** Connections that were refused since the start. */
  refused: () => number
}

export function measureChat(registry: Registry, { counts, connections, refused }: ChatFigures): void {
  gauge(registry, 'connections', 'STOMP connections open now.', connections)
  total(registry, 'connections_refused', 'STOMP connections that were too many or too fast.', refused)
  total(registry, 'frames_received', 'STOMP frames received from clients.', () => counts.framesIn)
  total(registry, 'refusals', 'Commands refused on the user queue.', () => counts.refusals)
  total(registry, 'errors', 'ERROR frames sent, each the end of a connection.', () => counts.errors)
}
