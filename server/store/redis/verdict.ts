// What a script answers where it has written nothing, as the ports have it.
import { Refusal } from '../../../protocol/errors.ts'
import type { RoomId } from '../../../protocol/ids.ts'

/**
 * `YES`: it was written. `NO`: not, by the rules. The others are no answers of a port: `LATE`: see `Hints`, `NO_ROOM` and
 * `TAKEN`: the caller's mistake.
 */
type Verdict = 'YES' | 'NO' | 'LATE' | 'NO_ROOM' | 'TAKEN'

/** Whether it was written. Rejects with Refusal UNAVAILABLE where it came too late, and for a caller's mistake. */
export function isWritten(answer: unknown, room: RoomId): boolean {
  const verdict = answer as Verdict
  switch (verdict) {
    case 'YES':
      return true
    case 'NO':
      return false
    case 'LATE':
      throw new Refusal('UNAVAILABLE')
    case 'NO_ROOM':
      throw new Error(`There is no room ${room}.`)
    case 'TAKEN':
      throw new Error(`There is a room ${room} already.`)
  }
}
