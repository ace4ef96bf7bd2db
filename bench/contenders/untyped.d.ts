// What is used here of stomp-broker-js, which comes without types.
declare module 'stomp-broker-js' {
  import type { Server } from 'node:http'

  /** Serves STOMP over WebSocket at `path`, as soon as the server listens. */
  export default class StompServer {
    constructor(config: { server: Server; path: string })
  }
}
