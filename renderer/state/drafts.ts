// What was begun in a room's composer and not sent, kept while one looks elsewhere and across visits.
import type { RoomId } from '../../protocol/ids.ts'
import type { KeptValues } from '../connection/kept-values.ts'

export class Drafts {
  readonly #values: KeptValues
  readonly #owner: string

  /** `owner` names a person at a host. */
  constructor(values: KeptValues, owner: string) {
    this.#values = values
    this.#owner = owner
  }

  /** Empty where nothing was begun. */
  read(roomId: RoomId): string {
    const draft = this.#values.read(this.#nameFor(roomId))
    return typeof draft === 'string' ? draft : ''
  }

  write(roomId: RoomId, draft: string): void {
    if (draft === '') this.#values.forget(this.#nameFor(roomId))
    else this.#values.write(this.#nameFor(roomId), draft)
  }

  #nameFor(roomId: RoomId): string {
    return `draft.${this.#owner}.${roomId}`
  }
}
