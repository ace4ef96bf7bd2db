// The SockJS sessions that live in HTTP requests: begun by the first request to listen, found again by the name that the
// client gave them, forgotten when the package forgets them.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal } from '../../../protocol/errors.ts'
import type { ClientAddress } from '../../limits/client-address.ts'
import type { Wire, WireEvents } from '../../session/wire.ts'
import type { Admission } from '../admission.ts'
import { bytesOfMessages } from './client-messages.ts'
import { SockJsHttpWire } from './http-wire.ts'
import { Library, type LibraryConnection, type LibraryTransport } from './library.ts'

export interface SockJsOptions {
  /** Begins the session of a new connection. */
  open(wire: Wire): WireEvents
  admission: Admission
  addressOf: ClientAddress
  reportFailure: (error: unknown) => void
}

/** A request to listen to the session of this name. `door`: see `Wire`. */
export interface Listening {
  door: string
  session: string
  transport: LibraryTransport
  request: IncomingMessage
  response: ServerResponse
}

/** A session, and how it is known to the package. */
interface Known {
  readonly key: string
  readonly wire: SockJsHttpWire
  /** Called once. */
  forget(): void
}

export class SockJsSessions {
  readonly #options: SockJsOptions
  readonly #library: Library
  readonly #byName = new Map<string, Known>()
  /** Those that are not open yet: for a turn of the event loop at most. */
  readonly #opening = new Map<string, Known>()

  constructor(options: SockJsOptions) {
    this.#options = options
    this.#library = new Library({
      opened: (key, connection) => this.#opened(key, connection),
      reportFailure: (error) => options.reportFailure(error),
    })
  }

  /** Answers what a client asks first: which transports there are. */
  inform(request: IncomingMessage, response: ServerResponse): void {
    this.#library.inform(request, response)
  }

  /** Answers with what the session has for its client; begins it where there is none. Throws where it is not admitted. */
  listen(listening: Listening): void {
    const { session, transport, request, response } = listening
    const { key, wire } = this.#byName.get(session) ?? this.#begin(listening)
    wire.answer(response, () => this.#library.listen(key, transport, request, response))
  }

  /** Resolves when the session takes what the client says. Throws NO_SUCH_PATH; TOO_FAST where it is still at the last. */
  async admitSend(session: string, response: ServerResponse): Promise<void> {
    await this.#find(session).admitSend(response)
  }

  /** Counts what has come of a request that says something. */
  arriving(session: string, bytes: number): void {
    this.#byName.get(session)?.wire.arriving(bytes)
  }

  /** Takes what the client says. Throws BAD_REQUEST where it is not SockJS, NO_SUCH_PATH where the session has ended. */
  receive(session: string, payload: string): void {
    const bytes = bytesOfMessages(payload)
    if (bytes === null) throw new Refusal('BAD_REQUEST', 'The body must be JSON: an array of strings.')
    this.#find(session).receive(bytes)
  }

  #find(session: string): SockJsHttpWire {
    const known = this.#byName.get(session)
    if (known === undefined) throw new Refusal('NO_SUCH_PATH', 'There is no such SockJS session, or no more.')
    return known.wire
  }

  #begin({ door, session, request, response }: Listening): Known {
    const address = this.#options.addressOf(request)
    const release = this.#options.admission.admit(address)
    const key = randomUUID()
    const forget = (): void => {
      this.#byName.delete(session)
      release()
    }
    const known: Known = { key, wire: new SockJsHttpWire(address, door), forget }
    this.#byName.set(session, known)
    this.#opening.set(key, known)
    // A client that is gone so soon is never announced.
    response.once('close', () => {
      if (this.#opening.delete(key)) forget()
    })
    return known
  }

  #opened(key: string, connection: LibraryConnection): void {
    const known = this.#opening.get(key)
    if (known === undefined) return connection.close(1000, '')
    this.#opening.delete(key)
    connection.once('close', () => known.forget())
    known.wire.connect(connection, (wire) => this.#options.open(wire))
  }
}
