// Cause before effect: what somebody sent after a receipt, or after they had seen something, comes after that in the log.
import type { RoomId, Seq } from '../../../../protocol/ids.ts'
import type { ClientLog, LogLine } from '../log-line.ts'
import { placeOf, type Fault, type Place } from './fault.ts'
import { identityOf } from './meanings.ts'
import type { JudgedLog } from './room-log.ts'
import type { Testimony } from './testimony.ts'

/** The newest place in a log that a client knows of. */
interface Known {
  seq: Seq
  place: Place
}

/** Where everything stands in the logs. */
export class Order {
  /** By room and what it is: an entry that was seen, or a client's own message. */
  readonly #seqs = new Map<string, Seq>()

  constructor(logs: readonly JudgedLog[]) {
    for (const { room, entries } of logs)
      for (const { entry } of entries) {
        this.#put(`${room} ${identityOf(entry)}`, entry.seq)
        this.#put(`${room} ${entry.sender} ${entry.nonce}`, entry.seq)
      }
  }

  faultsOf({ client, lines }: ClientLog, { user }: Testimony): Fault[] {
    const known = new Map<RoomId, Known>()
    const sent = new Set<string>()
    const faults: Fault[] = []
    for (const [index, line] of lines().entries()) {
      const place = placeOf(client, index)
      if (line.event === 'entry' || line.event === 'kept') this.#learn(known, line, user, place)
      if (line.event !== 'sent' || sent.has(line.nonce)) continue
      sent.add(line.nonce)
      const seq = this.#seqs.get(`${line.room} ${user} ${line.nonce}`)
      const before = known.get(line.room)
      if (seq === undefined || before === undefined || seq > before.seq) continue
      faults.push({
        kind: 'misordered',
        says: `${client} sent ${line.nonce} (${place}) when it knew of ${before.seq} in ${line.room} (${before.place}), and it stands at ${seq}.`,
      })
    }
    return faults
  }

  /** Where something stands twice, that is a fault of another kind. */
  #put(what: string, seq: Seq): void {
    if (!this.#seqs.has(what)) this.#seqs.set(what, seq)
  }

  #learn(
    known: Map<RoomId, Known>,
    line: LogLine & { event: 'entry' | 'kept' },
    user: string,
    place: Place,
  ): void {
    const what = line.event === 'entry' ? identityOf(line) : `${user} ${line.nonce}`
    const seq = this.#seqs.get(`${line.room} ${what}`)
    if (seq !== undefined && seq > (known.get(line.room)?.seq ?? 0)) known.set(line.room, { seq, place })
  }
}
