// How far a person has read in the rooms that they are in, remembered on this computer.
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { EpochSchema, SeqSchema, type RoomId } from '../../protocol/ids.ts'
import type { KeptValues } from '../connection/kept-values.ts'

const Mark = Type.Object({ seq: SeqSchema, epoch: EpochSchema })
/** Everything up to `seq` was on the screen, in this life of the room's log. */
export type Mark = Static<typeof Mark>
const Marks = Type.Record(Type.String(), Mark)

/** Nothing is held in memory: another page of the same person may have moved the marks since. */
export class ReadMarks {
  readonly #values: KeptValues
  readonly #name: string

  /** `owner` names a person at a host. */
  constructor(values: KeptValues, owner: string) {
    this.#values = values
    this.#name = `read.${owner}`
  }

  get rooms(): RoomId[] {
    return Object.keys(this.#read()) as RoomId[]
  }

  /** Null for a room that the person is not in. */
  at(roomId: RoomId): Mark | null {
    return this.#read()[roomId] ?? null
  }

  /** Never moves back within one life of the log. */
  set(roomId: RoomId, mark: Mark): void {
    const marks = this.#read()
    const before = marks[roomId]
    if (before?.epoch === mark.epoch && before.seq >= mark.seq) return
    this.#values.write(this.#name, { ...marks, [roomId]: mark })
  }

  forget(roomId: RoomId): void {
    const { [roomId]: _, ...others } = this.#read()
    this.#values.write(this.#name, others)
  }

  #read(): Record<string, Mark> {
    const kept = this.#values.read(this.#name)
    return Value.Check(Marks, kept) ? kept : {}
  }
}
