// The part of sockjs-client that the tests use; the package has no types of its own.
declare module 'sockjs-client' {
  import type { IStompSocket } from '@stomp/stompjs'

  interface SockJS extends IStompSocket {
    /** The transport that was agreed on; null until the session is open. */
    readonly transport: string | null
  }

  interface Options {
    transports?: string | string[]
    /** Milliseconds that a transport has to open, at least. */
    timeout?: number
  }

  const SockJS: new (url: string, subprotocols?: null, options?: Options) => SockJS
  export default SockJS
}
