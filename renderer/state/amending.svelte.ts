// Changing what one has said, and deleting what others have where one decides about the room: which message is being edited, which one is to be deleted, and the asking for it. By REST, not
// through the outbox: somebody who changes a message looks at it, and is better told at once that it did not work than that it
// will happen some time; what they wrote stays in the field.
import type { Entry } from '../../protocol/entry.ts'
import type { RoomId, Seq } from '../../protocol/ids.ts'
import type { RestClient } from '../connection/rest-client.ts'
import { codeOf } from './failure.ts'

interface AmendingPorts {
  rest: Pick<RestClient, 'editMessage' | 'deleteMessage'>
  /** Something did not work. */
  onFault(code: string): void
}

/** A message as it stands: one's own, or one that whoever decides about the room may delete. */
export interface Amendable {
  seq: Seq
  message: string
}

export class Amending {
  /** What is being edited, as it was when that began. */
  editing = $state.raw<Amendable | null>(null)
  /** What is to be deleted, when it has been confirmed. */
  deleting = $state.raw<Amendable | null>(null)
  /** The host is being asked. */
  busy = $state(false)
  readonly #roomId: RoomId
  readonly #ports: AmendingPorts

  constructor(roomId: RoomId, ports: AmendingPorts) {
    this.#roomId = roomId
    this.#ports = ports
  }

  /** Edits what the person said last among these entries. False where there is nothing. */
  editLast(entries: readonly Entry[], person: Entry['senderId']): boolean {
    const last = entries.findLast(
      (one) => one.type === 'TALK' && one.senderId === person && one.deleted !== true,
    )
    if (last !== undefined) this.editing = last
    return last !== undefined
  }

  cancel(): void {
    this.editing = null
    this.deleting = null
  }

  /** Has the message that is being edited say this. Everybody sees it, the writer too, when the log brings it. */
  async save(message: string): Promise<void> {
    const { editing } = this
    if (editing === null || message === editing.message) return this.cancel()
    await this.#ask(() => this.#ports.rest.editMessage(this.#roomId, editing.seq, message))
  }

  async remove(): Promise<void> {
    const { deleting } = this
    if (deleting === null) return
    this.deleting = null
    await this.#ask(() => this.#ports.rest.deleteMessage(this.#roomId, deleting.seq))
  }

  async #ask(call: () => Promise<unknown>): Promise<void> {
    if (this.busy) return
    this.busy = true
    try {
      await call()
      this.cancel()
    } catch (error) {
      this.#ports.onFault(codeOf(error))
    } finally {
      this.busy = false
    }
  }
}
