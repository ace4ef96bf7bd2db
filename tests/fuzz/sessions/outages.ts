// A log that fails now and then, and keeps nothing when it does; what is appended together fails together.
import type { RoomLog } from '../../../server/store/room-log.ts'
import { outage } from '../../support/held-log.ts'
import type { Random } from '../../support/random.ts'
import { quiet } from '../../support/turns.ts'

const ONCE_IN = 6
/** Turns that an answer may take. */
const LONGEST = 8

/** Makes the talks of those whose names `spares` does not know fail at random. Notices, which decide who is a member, do not. */
export function failTalks(log: RoomLog, random: Random, spares: (name: string) => boolean): void {
  const append = log.append.bind(log)
  const together = log.together.bind(log)
  let joint: boolean | null = null
  log.append = async (room, draft) => {
    const fails = joint ?? random.onceIn(ONCE_IN)
    if (!fails || draft.type !== 'TALK' || spares(draft.sender)) return append(room, draft)
    await quiet(random.below(LONGEST))
    throw outage()
  }
  log.together = (work) => {
    joint = random.onceIn(ONCE_IN)
    together(work)
    joint = null
  }
}
