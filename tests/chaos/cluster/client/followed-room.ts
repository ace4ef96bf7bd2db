// One room as a client follows it over all its connections: where it has read up to, and whether what it has is to be read anew.
import type { Entry, RoomMessage } from '../../../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../../../protocol/ids.ts'
import type { LogEvent, SeenEntry, Way } from '../log-line.ts'

export class FollowedRoom {
  readonly roomId: RoomId
  readonly #write: (event: LogEvent) => void
  /** Nonces of what came by the subscription. */
  readonly #heard = new Set<string>()
  #seq = 0 as Seq
  /** Null where it is not known. */
  #epoch: Epoch | null = null
  #replaying = true
  #stale = false
  #onHeard: () => void = () => {}

  constructor(roomId: RoomId, write: (event: LogEvent) => void) {
    this.roomId = roomId
    this.#write = write
  }

  /** Whether what was seen has to be read anew, from the room's history. */
  get stale(): boolean {
    return this.#stale
  }

  /** Whether the subscription is live. */
  get live(): boolean {
    return !this.#replaying
  }

  /** Begins a subscription: its headers. */
  begin(): Record<string, string> {
    this.#replaying = true
    this.#write({ event: 'subscribed', room: this.roomId, since: this.#seq, epoch: this.#epoch })
    const since = { since: String(this.#seq) }
    return this.#epoch === null ? since : { ...since, epoch: this.#epoch }
  }

  /** What came by the subscription. */
  take(message: RoomMessage): void {
    switch (message.type) {
      case 'CAUGHT_UP':
        this.#replaying = false
        return this.#write({ event: 'caught-up', room: this.roomId, seq: message.seq })
      case 'GAP':
        return this.#skip(message.from, message.to)
      case 'TALK':
      case 'ENTER':
      case 'LEAVE':
      case 'EDIT':
      case 'DELETE':
        return this.#see(message)
    }
  }

  /** The history is read from now on; what makes it stale meanwhile does so for the next time. */
  beginReload(): void {
    this.#stale = false
  }

  /** This is the history. Where it has become stale meanwhile it says nothing. */
  endReload(history: readonly Entry[]): void {
    if (this.#stale) return
    this.#write({ event: 'reload', room: this.roomId })
    for (const entry of history) this.#write(seen(this.roomId, entry, 'history'))
    this.#write({ event: 'reloaded', room: this.roomId })
    this.#epoch ??= history.find(({ seq }) => seq === this.#seq)?.epoch ?? null
  }

  /** Resolves when the message with this nonce has come by the subscription. */
  async untilHeard(nonce: string): Promise<void> {
    while (!this.#heard.has(nonce)) await new Promise<void>((resolve) => (this.#onHeard = resolve))
  }

  #see(entry: Entry): void {
    this.#write(seen(this.roomId, entry, this.#replaying ? 'replay' : 'live'))
    // Another life of the log: what was seen of the one before may be there no more.
    if (this.#epoch !== null && this.#epoch !== entry.epoch) this.#stale = true
    this.#epoch = entry.epoch
    this.#seq = entry.seq
    this.#heard.add(entry.nonce)
    this.#onHeard()
  }

  #skip(from: Seq, to: Seq): void {
    this.#write({ event: 'gap', room: this.roomId, from, to })
    this.#stale = true
    this.#seq = to
    this.#epoch = null
  }
}

/** An entry as it is written down. */
export function seen(room: RoomId, entry: Entry, way: Way): SeenEntry {
  const { seq, epoch, type, senderId: sender, nonce, message, reason = null } = entry
  return { event: 'entry', way, room, seq, epoch, type, sender, nonce, message, reason }
}
