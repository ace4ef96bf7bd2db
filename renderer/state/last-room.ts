// Which room was open the last time.
import { toRoomId, type RoomId } from '../../protocol/ids.ts'
import type { KeptValues } from '../connection/kept-values.ts'

/** `owner` names a person at a host. Null where none was open. */
export function readLastRoom(values: KeptValues, owner: string): RoomId | null {
  const kept = values.read(`room.${owner}`)
  return typeof kept === 'string' ? toRoomId(kept) : null
}

export function keepLastRoom(values: KeptValues, owner: string, roomId: RoomId): void {
  values.write(`room.${owner}`, roomId)
}
