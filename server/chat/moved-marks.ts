// The read marks that have moved, gathered for a moment and told to their rooms together: where five hundred people read at
// once, each of them hears of it once, not five hundred times.
import type { RoomId, Seq, UserId } from '../../protocol/ids.ts'
import type { Signals } from '../store/signals.ts'
import type { Later } from './later.ts'

/** Milliseconds from the first mark that moves until all that have moved are told. */
const GATHERING = 250

export class MovedMarks {
  readonly #signals: Pick<Signals, 'publishRoom'>
  readonly #later: Later
  #byRoom = new Map<RoomId, Map<UserId, Seq>>()
  #callOff: () => void = () => {}

  constructor(signals: Pick<Signals, 'publishRoom'>, later: Later) {
    this.#signals = signals
    this.#later = later
  }

  /** Somebody's mark is at `seq` now; of several of one person, the furthest is told. */
  moved(roomId: RoomId, userId: UserId, seq: Seq): void {
    if (this.#byRoom.size === 0) this.#callOff = this.#later(() => this.flush(), GATHERING)
    const marks = this.#byRoom.get(roomId) ?? new Map<UserId, Seq>()
    this.#byRoom.set(roomId, marks)
    if (seq > (marks.get(userId) ?? -1)) marks.set(userId, seq)
  }

  /** Tells at once what has been gathered. */
  flush(): void {
    this.#callOff()
    const gathered = this.#byRoom
    this.#byRoom = new Map()
    for (const [roomId, marks] of gathered) {
      const told = [...marks].map(([userId, seq]) => ({ userId, seq }))
      this.#signals.publishRoom(roomId, { type: 'READ', roomId, marks: told })
    }
  }
}
