// The parts of the older clients' libraries that the tests use; the packages have no types of their own.
declare module 'stompjs' {
  export interface OldFrame {
    command: string
    headers: Record<string, string>
    body: string
  }

  export interface OldClient {
    debug: unknown
    onreceipt: (receipt: OldFrame) => void
    connected: boolean
    connect(headers: Record<string, string>, connected: () => void, failed: (reason: unknown) => void): void
    subscribe(destination: string, heard: (message: OldFrame) => void, headers?: Record<string, string>): void
    send(destination: string, headers: Record<string, string>, body: string): void
    disconnect(done: () => void): void
  }

  const Stomp: { over(socket: unknown): OldClient }
  export default Stomp
}

declare module 'sockjs-client-1.5' {
  const SockJS: new (url: string) => unknown
  export default SockJS
}
