// How far a person has read in the rooms that they are in, remembered on this computer.
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { EpochSchema, SeqSchema, type RoomId } from '../../protocol/ids.ts'
import type { KeptValues } from '../connection/kept-values.ts'

const Mark = Type.Object({ seq: SeqSchema, epoch: EpochSchema })
/** Everything up to `seq` was on the screen, in this life of the room's log. */
export type Mark = Static<typeof Mark>
const Marks = Type.Record(Type.String(), Mark)

export class ReadMarks {
  readonly #values: KeptValues
  readonly #name: string
  readonly #marks: Record<string, Mark>

  /** `owner` names a person at a host. */
  constructor(values: KeptValues, owner: string) {
    this.#values = values
    this.#name = `read.${owner}`
    const kept = values.read(this.#name)
    this.#marks = Value.Check(Marks, kept) ? { ...kept } : {}
  }

  get rooms(): RoomId[] {
    return Object.keys(this.#marks) as RoomId[]
  }

  /** Null for a room that the person is not in. */
  at(roomId: RoomId): Mark | null {
    return this.#marks[roomId] ?? null
  }

  /** Never moves back within one life of the log. */
  set(roomId: RoomId, mark: Mark): void {
    const before = this.#marks[roomId]
    if (before?.epoch === mark.epoch && before.seq >= mark.seq) return
    this.#marks[roomId] = mark
    this.#values.write(this.#name, this.#marks)
  }

  forget(roomId: RoomId): void {
    delete this.#marks[roomId]
    this.#values.write(this.#name, this.#marks)
  }
}
