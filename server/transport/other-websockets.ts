// WebSockets with no STOMP in them, which others serve: known here so that none of them outlives the host.
import type { WebSocket } from 'ws'
import { ERRORS } from '../../protocol/errors.ts'

/** Serves one that has just opened. */
export type ServeWebSocket = (webSocket: WebSocket) => void

export class OtherWebSockets {
  readonly #servers: Readonly<Record<string, ServeWebSocket>>
  readonly #open = new Set<WebSocket>()

  /** `servers`: who serves them, by path. */
  constructor(servers: Readonly<Record<string, ServeWebSocket>>) {
    this.#servers = servers
  }

  /** Whether somebody serves those at this path. */
  has(path: string): boolean {
    return Object.hasOwn(this.#servers, path)
  }

  /** Hands on one that was opened at a path that somebody serves. */
  take(path: string, webSocket: WebSocket): void {
    this.#open.add(webSocket)
    webSocket.on('close', () => this.#open.delete(webSocket))
    // A broken frame or a reset: 'close' follows.
    webSocket.on('error', () => {})
    this.#servers[path]?.(webSocket)
  }

  /** Closes all that are open. */
  close(): void {
    for (const webSocket of this.#open) webSocket.close(ERRORS.SHUTTING_DOWN.close)
  }
}
