// Finds what was said, in the rooms that somebody may read.
import { Refusal } from '../../protocol/errors.ts'
import { toRoomId, type RoomId, type UserId } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { SearchHit, SearchPage, SearchQuery } from '../../protocol/rest.ts'
import { faultBeforehand, graphemes } from '../../protocol/text.ts'
import { wordsOf } from '../store/folded-text.ts'
import type { Place } from '../store/search-index.ts'
import { readableRoom, readableRooms } from './policy.ts'
import type { ChatPorts } from './ports.ts'
import { snippetOf } from './snippet.ts'

/**
 * The messages in which all words of `q` stand, newest first. Refuses BAD_REQUEST where `q` has no words, is too long or can
 * be no text, or for a cursor that is none; for a room that the person may not read as `readableRoom` does; TOO_FAST, UNAVAILABLE.
 */
export async function searchMessages(
  ports: ChatPorts,
  userId: UserId,
  { q, room, limit = LIMITS.defaultSearchHits, cursor }: SearchQuery,
): Promise<SearchPage> {
  const words = toWords(q)
  const rooms = room === undefined ? await readableRooms(ports, userId) : [await only(ports, userId, room)]
  const { places, next } = await ports.search.find({ words, rooms, cursor: cursor ?? null, limit })
  const hits = await Promise.all(places.map((place) => toHit(ports, place, words)))
  return { hits: hits.filter((hit) => hit !== null), cursor: next }
}

function toWords(q: string): string[] {
  const tooLong = `q must have ${LIMITS.searchLength} characters at most.`
  const fault = faultBeforehand(q, LIMITS.searchLength)
  if (fault === 'TOO_LONG') throw new Refusal('BAD_REQUEST', tooLong)
  if (fault !== null || /[\0\p{Cs}]/u.test(q))
    throw new Refusal('BAD_REQUEST', 'q has characters that no message has.')
  const text = q.normalize('NFC').trim()
  if (graphemes(text, LIMITS.searchLength) > LIMITS.searchLength) throw new Refusal('BAD_REQUEST', tooLong)
  const words = wordsOf(text)
  if (words.length === 0) throw new Refusal('BAD_REQUEST', 'q must have something to look for.')
  return words
}

async function only(ports: ChatPorts, userId: UserId, room: string): Promise<RoomId> {
  const roomId = toRoomId(room)
  if (roomId === null) throw new Refusal('NO_SUCH_ROOM')
  return (await readableRoom(ports, roomId, userId)).roomId
}

/** Null where the message has been changed or deleted since it was found. */
async function toHit(
  { log }: ChatPorts,
  { roomId, seq }: Place,
  words: readonly string[],
): Promise<SearchHit | null> {
  const [entry] = await log.read(roomId, { around: seq, limit: 1 })
  if (entry?.seq !== seq || entry.type !== 'TALK') return null
  const snippet = snippetOf(entry.message, words)
  return snippet === null ? null : { entry, ...snippet }
}
