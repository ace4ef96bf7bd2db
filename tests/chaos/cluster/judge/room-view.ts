// What one client has seen of one room, and whether that came as it must: by its subscription each entry once, in order and
// without a hole, over all of its connections, but where the log itself said that it had begun anew.
import type { Epoch, RoomId, Seq } from '../../../../protocol/ids.ts'
import type { SeenEntry } from '../log-line.ts'
import type { Fault, FaultKind, Place } from './fault.ts'
import { identityOf } from './meanings.ts'

/** An entry and the line where it was seen first. */
export interface Sighting {
  entry: SeenEntry
  place: Place
}

export class RoomView {
  readonly faults: Fault[] = []
  readonly #client: string
  readonly #room: RoomId
  /** By seq: what a person would have on the screen. */
  #seen = new Map<Seq, Sighting>()
  /** What came since the log said that all before it has to be read anew; null where that is not so. */
  #fresh: Map<Seq, Sighting> | null = null
  /** What has been read of a history; null where none is being read. */
  #history: Map<Seq, Sighting> | null = null
  #last = 0 as Seq
  #epoch: Epoch | null = null

  constructor(client: string, room: RoomId) {
    this.#client = client
    this.#room = room
  }

  /** Whether it has to be read anew, and was not. */
  get stale(): boolean {
    return this.#fresh !== null
  }

  entry(entry: SeenEntry, place: Place): void {
    if (entry.way === 'history') this.#read(entry, place)
    else this.#hear(entry, place)
  }

  caughtUp(seq: Seq, place: Place): void {
    if (seq === this.#last) return
    this.#fault('hole', `was told to have all up to ${seq}, and had come to ${this.#last} (${place})`)
  }

  gap(to: Seq): void {
    this.#fresh = new Map()
    this.#last = to
    this.#epoch = null
  }

  beginHistory(): void {
    this.#history = new Map()
  }

  /** What was read takes the place of what was seen; what came meanwhile comes after it. */
  reloaded(): void {
    this.#seen = new Map([...(this.#history ?? []), ...(this.#fresh ?? [])])
    this.#history = null
    this.#fresh = null
  }

  /** Compares what was seen with the history that was just read, up to `to`. Answers the history. */
  audited(to: Seq): ReadonlyMap<Seq, Sighting> {
    const history = this.#history ?? new Map<Seq, Sighting>()
    this.#history = null
    for (const [seq, is] of history) this.#compare(seq, is)
    for (const [seq, { place }] of this.#seen)
      if (seq <= to && !history.has(seq))
        this.#fault('lost', `saw the entry ${seq} (${place}), and it is gone without a GAP`)
    return history
  }

  #compare(seq: Seq, is: Sighting): void {
    const was = this.#seen.get(seq)
    if (was === undefined)
      return this.#fault('unheard', `was never told of the entry ${seq}, which is in the log (${is.place})`)
    if (identityOf(was.entry) === identityOf(is.entry)) return
    const [before, now] = [was, is].map(({ entry, place }) => `${identityOf(entry)} (${place})`)
    this.#fault('misordered', `saw at ${seq} ${before}, and in the log is ${now}`)
  }

  #hear(entry: SeenEntry, place: Place): void {
    const { seq, epoch } = entry
    // A new life of the log: what was seen of the one before may be there no more.
    if (this.#epoch !== null && epoch !== this.#epoch) this.#fresh = new Map()
    else this.#checkNext(seq, place)
    this.#epoch = epoch
    this.#last = seq
    this.#put(this.#fresh ?? this.#seen, entry, place)
  }

  #checkNext(seq: Seq, place: Place): void {
    const next = this.#last + 1
    if (seq > next) this.#fault('hole', `got ${seq} where ${next} was to come (${place})`)
    if (seq < next && (this.#fresh ?? this.#seen).has(seq))
      this.#fault('doubled', `got ${seq} a second time (${place})`)
    else if (seq < next) this.#fault('misordered', `got ${seq} after ${this.#last} (${place})`)
  }

  #read(entry: SeenEntry, place: Place): void {
    this.#history ??= new Map()
    const next = this.#history.size + 1
    if (entry.seq !== next)
      this.#fault('hole', `read ${entry.seq} in the history where ${next} was to come (${place})`)
    this.#put(this.#history, entry, place)
  }

  #put(into: Map<Seq, Sighting>, entry: SeenEntry, place: Place): void {
    if (!into.has(entry.seq)) into.set(entry.seq, { entry, place })
  }

  #fault(kind: FaultKind, what: string): void {
    this.faults.push({ kind, says: `${this.#client} ${what}, in ${this.#room}.` })
  }
}
