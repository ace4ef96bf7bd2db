// The outbox as the interface watches it.
import type { RoomId } from '../../protocol/ids.ts'
import { Backoff } from '../connection/backoff.ts'
import type { OutboxItem, OutboxStorage } from '../connection/outbox-storage.ts'
import { Outbox, type OutboxPorts } from '../connection/outbox.ts'

export class OutboxState {
  items = $state.raw<OutboxItem[]>([])
  /** Whether unsent messages survive the end of the page. */
  readonly durable: boolean
  readonly outbox: Outbox

  constructor(storage: OutboxStorage, ports: Pick<OutboxPorts, 'send' | 'later'>) {
    this.durable = storage.durable
    const onChange = (items: OutboxItem[]) => (this.items = items)
    this.outbox = new Outbox({ ...ports, storage, now: Date.now, backoff: new Backoff(), onChange })
  }

  inRoom(roomId: RoomId): OutboxItem[] {
    return this.items.filter((item) => item.roomId === roomId)
  }
}
