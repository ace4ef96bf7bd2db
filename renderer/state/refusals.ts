// What the host has refused: who of the page has to know of it, and what the person is told.
import { Value } from 'typebox/value'
import { APP, inRoom, TOPIC } from '../../protocol/destinations.ts'
import { errorRow } from '../../protocol/errors.ts'
import type { Nonce, RoomId } from '../../protocol/ids.ts'
import { RefusalBody } from '../../protocol/rest.ts'
import type { ChatConnection } from '../connection/chat-connection.ts'
import type { Outbox } from '../connection/outbox.ts'
import type { Conversation } from './conversation.svelte.ts'
import type { OwnRooms } from './own-rooms.svelte.ts'

export interface RefusalPorts {
  connection: Pick<ChatConnection, 'stay' | 'watchRefused' | 'answered'>
  outbox: Pick<Outbox, 'refused'>
  ownRooms: Pick<OwnRooms, 'invitations' | 'forgetInvitation'>
  /** The room that is open; null where none is. */
  conversation(): Pick<Conversation, 'roomId' | 'lose' | 'moveRefused' | 'readRefused'> | null
  /** Something that was asked for did not work. */
  onFault(code: string): void
}

/** Why a room cannot be read any more. */
const LOST = ['REMOVED', 'BANNED', 'ROOM_CLOSED', 'NO_SUCH_ROOM']

/** A subscription was to be ended that the host had ended itself. */
const ENDED = 'NO_SUCH_SUBSCRIPTION'

export class Refusals {
  readonly #ports: RefusalPorts

  constructor(ports: RefusalPorts) {
    this.#ports = ports
  }

  /** A body from where the host tells of them. */
  take(body: unknown): void {
    if (!Value.Check(RefusalBody, body)) return
    this.#take(body)
    if (body.receipt !== null) this.#ports.connection.answered(body.receipt)
  }

  #take(body: RefusalBody): void {
    const { connection, outbox } = this.#ports
    if (body.code === 'TOKEN_EXPIRING') return void connection.stay()
    if (body.destination === APP.token || body.code === ENDED) return
    if (body.destination?.endsWith('/read') === true) return this.#reportAgain(body)
    if (body.nonce !== null) return outbox.refused(body.nonce as Nonce, body.code, body.retryAfter)
    if (this.#loses(body) || this.#watchesLater(body)) return
    this.#tell(body)
  }

  #tell({ code, destination }: RefusalBody): void {
    this.#forgetInvitationTo(destination)
    this.#ports.conversation()?.moveRefused()
    this.#ports.onFault(code)
  }

  /** The person has not asked for that: the page tells by itself what has been read. */
  #reportAgain({ destination, code, retryAfter }: RefusalBody): void {
    const conversation = this.#ports.conversation()
    if (conversation !== null && destination === inRoom(APP.read, conversation.roomId))
      conversation.readRefused(code, retryAfter)
  }

  /** Whether that is the end of what the open room told until now, or of a room that one has left: nobody asked for more. */
  #loses({ destination, code }: RefusalBody): boolean {
    if (destination?.startsWith(TOPIC.rooms) !== true || !LOST.includes(code)) return false
    const conversation = this.#ports.conversation()
    const topics = [TOPIC.room, TOPIC.live].map((topic) => conversation && inRoom(topic, conversation.roomId))
    if (!topics.includes(destination)) return code === 'NO_SUCH_ROOM'
    conversation?.lose(code)
    return true
  }

  /** Whether that is a subscription that the host could not take for the moment; one that is wanted no more is let be. */
  #watchesLater({ destination, code, receipt, retryAfter }: RefusalBody): boolean {
    const isSubscription = destination?.startsWith('/app/') === false
    if (receipt === null || !isSubscription || errorRow(code)?.retry !== true) return false
    this.#ports.connection.watchRefused(receipt, retryAfter)
    return true
  }

  /** Whoever is not let in was asked in no more. */
  #forgetInvitationTo(destination: string | null): void {
    const isTo = ({ roomId }: { roomId: RoomId }) => inRoom(APP.enter, roomId) === destination
    const refused = this.#ports.ownRooms.invitations.find(isTo)
    if (refused !== undefined) this.#ports.ownRooms.forgetInvitation(refused.roomId)
  }
}
