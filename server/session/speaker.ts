// The server's side of one conversation: the frames that it says itself, in the version that was agreed.
import { randomUUID } from 'node:crypto'
import type { User } from '../../protocol/rest.ts'
import { encode } from '../stomp/encoder.ts'
import type { StompVersion } from '../stomp/frame.ts'
import { errorFrame, type ErrorReason } from './error-frame.ts'
import type { HeartBeatIntervals } from './heart-beat.ts'
import type { Outbox } from './outbox.ts'

const BEAT = Buffer.from('\n')

/** What CONNECTED tells the client. */
export interface Welcome {
  person: User
  heartBeat: HeartBeatIntervals
  /** name/version of the server. */
  server: string
}

export class Speaker {
  /** Of the frames; ERROR may have to be said before one is agreed. */
  version: StompVersion = '1.2'
  readonly #outbox: Outbox

  constructor(outbox: Outbox) {
    this.#outbox = outbox
  }

  /** CONNECTED. `user-id` tells a guest who they are; `session` is like no other (STOMP 1.2, CONNECTED Frame). */
  welcome({ person, heartBeat, server }: Welcome): void {
    this.#say('CONNECTED', [
      ['version', this.version],
      ['heart-beat', `${heartBeat.outgoing},${heartBeat.incoming}`],
      ['server', server],
      ['session', randomUUID()],
      ['user-id', person.userId],
    ])
  }

  receipt(id: string): void {
    this.#say('RECEIPT', [['receipt-id', id]])
  }

  error(reason: ErrorReason): void {
    this.#outbox.pushFrame(errorFrame(reason, this.version))
  }

  beat(): void {
    this.#outbox.pushFrame(BEAT)
  }

  #say(command: string, headers: [string, string][]): void {
    this.#outbox.pushFrame(encode({ command, headers }, this.version))
  }
}
