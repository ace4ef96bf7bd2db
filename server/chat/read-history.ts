// Reads a page of a room's log for somebody who scrolls or searches through it.
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId, Seq, UserId } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { HistoryPage, HistoryQuery } from '../../protocol/rest.ts'
import type { Page } from '../store/room-log.ts'
import { readableRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/** The page asked for; the newest where no seq is given. Refuses NO_SUCH_ROOM, and BAD_REQUEST where two are given. */
export async function readHistory(
  ports: ChatPorts,
  userId: UserId,
  roomId: RoomId,
  query: HistoryQuery,
): Promise<HistoryPage> {
  await readableRoom(ports, roomId, userId)
  const limit = query.limit ?? LIMITS.defaultPageEntries
  const entries = await ports.log.read(roomId, toPage(query, limit))
  return {
    entries,
    more: await hasMore(ports, roomId, query, entries.at(query.after === undefined ? 0 : -1)?.seq),
  }
}

function toPage({ before, after, around }: HistoryQuery, limit: number): Page {
  const given = [before, after, around].filter((seq) => seq !== undefined)
  if (given.length > 1) throw new Refusal('BAD_REQUEST', 'Only one of before, after and around can be given.')
  if (after !== undefined) return { after, limit }
  if (around !== undefined) return { around, limit }
  return { before: before ?? (Number.MAX_SAFE_INTEGER as Seq), limit }
}

/** Whether the log goes on past the page's far end: newer entries for `after`, older ones otherwise. */
async function hasMore(
  { log }: ChatPorts,
  roomId: RoomId,
  query: HistoryQuery,
  edge: Seq | undefined,
): Promise<boolean> {
  if (edge === undefined) return false
  const { first, last } = await log.head(roomId)
  return query.after === undefined ? edge > first : edge < last
}
