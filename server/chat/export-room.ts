// Takes out a room's whole log, as it stood at one moment, a page at a time.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Entry } from '../../protocol/entry.ts'
import { Refusal } from '../../protocol/errors.ts'
import type { Epoch, RoomId, Seq, UserId } from '../../protocol/ids.ts'
import type { Room } from '../../protocol/rest.ts'
import type { RoomLog } from '../store/room-log.ts'
import { readableRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/** Entries: two pages are held at most, and reading one takes well under a millisecond. */
const PAGE = 50

/** A room and its log as they stood at `exportedAt`. */
export interface ExportedRoom {
  room: Room
  epoch: Epoch
  /** Milliseconds since 1970. */
  exportedAt: number
  /**
   * The log up to where it stood, ascending by seq; to be gone through once. A page is read when it is asked for, and none
   * after the iteration was given up. What is no longer held when the first is read is left out. Rejects with UNAVAILABLE for an
   * outage, and where entries are removed later that it has not come to.
   */
  pages: AsyncIterable<readonly Entry[]>
}

/** Resolves when one more page may be read. */
export type Turn = () => Promise<void>

/** Turns for all exports of a host: in each turn of the event loop one page of one of them, so that people can go on talking. */
export function exportTurns(): Turn {
  let latest = Promise.resolve()
  return () => (latest = latest.then(() => nextTurn()))
}

/** Refuses NO_SUCH_ROOM. */
export async function exportRoom(
  ports: ChatPorts,
  userId: UserId,
  roomId: RoomId,
  turn: Turn,
): Promise<ExportedRoom> {
  const room = await readableRoom(ports, roomId, userId)
  const { epoch, last } = await ports.log.head(roomId)
  return { room, epoch, exportedAt: ports.now(), pages: pagesUpTo(last, ports.log, roomId, turn) }
}

async function* pagesUpTo(last: Seq, log: RoomLog, roomId: RoomId, turn: Turn): AsyncGenerator<Entry[]> {
  let after = 0 as Seq
  while (after < last) {
    await turn()
    const read = await log.read(roomId, { after, limit: PAGE })
    const page = read.filter(({ seq }) => seq <= last)
    if (after > 0 && page[0]?.seq !== after + 1) throw new Refusal('UNAVAILABLE')
    if (page.length > 0) yield page
    after = read.at(-1)?.seq ?? last
  }
}
