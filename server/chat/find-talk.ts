// Finds the message that somebody wants to change.
import type { Entry } from '../../protocol/entry.ts'
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId, Seq } from '../../protocol/ids.ts'
import type { ChatPorts } from './ports.ts'

/** The TALK at `seq` as it is now. Refuses NO_SUCH_MESSAGE where something else is there, or nothing any more. */
export async function findTalk({ log }: ChatPorts, roomId: RoomId, seq: Seq): Promise<Entry> {
  const [entry] = await log.read(roomId, { around: seq, limit: 1 })
  if (entry?.seq !== seq || entry.type !== 'TALK') throw new Refusal('NO_SUCH_MESSAGE')
  return entry
}
