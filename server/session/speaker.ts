// The server's side of one conversation: the frames that it says itself, in the version that was agreed.
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts'
import type { User } from '../../protocol/rest.ts'
import { encode } from '../stomp/encoder.ts'
import type { StompVersion } from '../stomp/frame.ts'
import type { HeartBeatIntervals } from './heart-beat.ts'
import type { Outbox } from './outbox.ts'

const BEAT = Buffer.from('\n')

/** What CONNECTED tells the client. */
export interface Welcome {
  person: User
  version: StompVersion
  heartBeat: HeartBeatIntervals
  /** name/version of the server. */
  server: string
}

export class Speaker {
  readonly #outbox: Outbox
  #version: StompVersion = '1.2'

  constructor(outbox: Outbox) {
    this.#outbox = outbox
  }

  /** CONNECTED; what is said from then on is in its version. `user-id` tells a guest who they are. */
  welcome({ person, version, heartBeat, server }: Welcome): void {
    this.#version = version
    this.#say('CONNECTED', [
      ['version', version],
      ['heart-beat', `${heartBeat.outgoing},${heartBeat.incoming}`],
      ['server', server],
      ['user-id', person.userId],
    ])
  }

  receipt(id: string): void {
    this.#say('RECEIPT', [['receipt-id', id]])
  }

  /** ERROR: the code's row of the table in the headers, the detail in the body. */
  error(code: ErrorCode, detail: string, receiptId: string | null): void {
    const headers: [string, string][] = [
      ['message', ERRORS[code].message],
      ['code', code],
      ['content-type', 'text/plain'],
    ]
    if (receiptId !== null) headers.push(['receipt-id', receiptId])
    this.#say('ERROR', headers, detail)
  }

  beat(): void {
    this.#outbox.pushFrame(BEAT)
  }

  #say(command: string, headers: [string, string][], body = ''): void {
    this.#outbox.pushFrame(encode({ command, headers, body }, this.#version))
  }
}
