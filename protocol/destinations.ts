// The destinations of the contract, for those who build them. The server's routes match them with the same patterns.
import type { RoomId } from './ids.ts'

/** What a client sends to. `{roomId}` stands for one path segment. */
export const APP = {
  enter: '/app/rooms/{roomId}/enter',
  leave: '/app/rooms/{roomId}/leave',
  talk: '/app/rooms/{roomId}/talk',
  read: '/app/rooms/{roomId}/read',
  typing: '/app/rooms/{roomId}/typing',
} as const

/** What a client subscribes to. */
export const TOPIC = {
  room: '/topic/rooms/{roomId}',
  live: '/topic/rooms/{roomId}/live',
  rooms: '/topic/rooms',
  errors: '/user/queue/errors',
} as const

/** A pattern of `APP` or `TOPIC` with the room filled in. */
export function inRoom(pattern: string, roomId: RoomId): string {
  return pattern.replace('{roomId}', roomId)
}
