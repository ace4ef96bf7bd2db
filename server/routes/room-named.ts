// The room that a text names.
import { Refusal } from '../../protocol/errors.ts'
import { toRoomId, type RoomId } from '../../protocol/ids.ts'

/** Refuses NO_SUCH_ROOM what can be no room's id. */
export function roomNamed(text: string): RoomId {
  const id = toRoomId(text)
  if (id === null) throw new Refusal('NO_SUCH_ROOM')
  return id
}
