// The one door to the sockjs package, which speaks SockJS in the answers to HTTP requests: when a session is open, when an
// answer is full, what is repeated to whom. Everything that arrives is looked at before it gets here.
import type { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type ServerOptions } from 'sockjs'

/** The path under which the package sees requests, whatever they asked for. */
const PREFIX = '/sockjs'

/** What a session of the package can do. It emits `close` when it is forgotten, at most 5 s after its client is gone. */
export interface LibraryConnection extends EventEmitter {
  /** The path of the request that opened it, as `Library.serve` names it. */
  readonly pathname: string
  /** Sends one message, or keeps it until the client asks. */
  write(message: string): void
  close(code: number, reason: string): void
}

/** The ways to listen that it is asked for. */
export type LibraryTransport = 'xhr' | 'xhr_streaming' | 'eventsource'

/** Its types know neither `listener` nor that a close code is a number. */
interface LibraryServer extends EventEmitter {
  listener(): { getHandler(): (request: IncomingMessage, response: ServerResponse) => boolean }
}

export interface LibraryOptions {
  /** A session of this key is open. */
  opened: (key: string, connection: LibraryConnection) => void
  /** The package caught an error of its own. */
  reportFailure: (error: unknown) => void
}

export class Library {
  readonly #handle: (request: IncomingMessage, response: ServerResponse) => boolean

  constructor({ opened, reportFailure }: LibraryOptions) {
    const options: ServerOptions & { disable_cors: boolean } = {
      prefix: PREFIX,
      // It would let every origin read.
      disable_cors: true,
      log: (severity, line) => {
        if (severity === 'error') reportFailure(new Error(line))
      },
    }
    const server = createServer(options) as unknown as LibraryServer
    // Null where the client was gone before its session was announced.
    server.on('connection', (connection: LibraryConnection | null) => {
      if (connection !== null) opened(keyOf(connection.pathname), connection)
    })
    this.#handle = server.listener().getHandler()
  }

  /** Answers what a client asks first: which transports there are. */
  inform(request: IncomingMessage, response: ServerResponse): void {
    this.#serve(request, response, '/info')
  }

  /**
   * Sends what a session has, and what it gets, as the answer to this request; opens it where there is none of this key.
   * The package finds sessions as properties of an object that all its servers share, so keys must be our own.
   */
  listen(key: string, transport: LibraryTransport, request: IncomingMessage, response: ServerResponse): void {
    this.#serve(request, response, `/0/${key}/${transport}`)
  }

  #serve(request: IncomingMessage, response: ServerResponse, path: string): void {
    request.url = `${PREFIX}${path}`
    this.#handle(request, response)
  }
}

/** `/sockjs/0/KEY/TRANSPORT` → KEY. */
function keyOf(pathname: string): string {
  return pathname.split('/')[3] ?? ''
}
