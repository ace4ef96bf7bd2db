// What a program of one's own may add to the host that it starts: destinations, and doors for clients that know others.
import type { Route } from './routes/route.ts'
import type { ServeWebSocket } from './transport/other-websockets.ts'

export interface Extension {
  /** Further entries of the table of destinations. They come after the contract's, which are never theirs. */
  readonly routes: readonly Route[]
  /** Where STOMP is spoken beside `/ws`, by WebSocket and by SockJS. */
  readonly stompPaths: readonly string[]
  /** WebSockets with no STOMP in them, by path. They are closed when the host stops. */
  readonly webSockets: Readonly<Record<string, ServeWebSocket>>
  /** Whether somebody who gives no credentials at all is a guest without a name of their own. */
  readonly unnamedGuests: boolean
  /** The folder of the page at `/`, an absolute path; null: the chat's own. */
  readonly page: string | null
}

export const NO_EXTENSION: Extension = {
  routes: [],
  stompPaths: [],
  webSockets: {},
  unnamedGuests: false,
  page: null,
}
