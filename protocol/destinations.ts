// The destinations of the contract, for those who build them. The server's routes match them with the same patterns.
import type { RoomId } from './ids.ts'

/** What a client sends to. `{roomId}` stands for one path segment. */
export const APP = {
  enter: '/app/rooms/{roomId}/enter',
  leave: '/app/rooms/{roomId}/leave',
  talk: '/app/rooms/{roomId}/talk',
  edit: '/app/rooms/{roomId}/edit',
  delete: '/app/rooms/{roomId}/delete',
  read: '/app/rooms/{roomId}/read',
  typing: '/app/rooms/{roomId}/typing',
  token: '/app/token',
} as const

/** What a client subscribes to. */
export const TOPIC = {
  room: '/topic/rooms/{roomId}',
  live: '/topic/rooms/{roomId}/live',
  rooms: '/topic/rooms',
  errors: '/user/queue/errors',
  ownRooms: '/user/queue/rooms',
} as const

/**
 * Where clients send to each other, on a host that relays. `**` stands for one segment or more. What is sent to
 * `/user/{userId}/queue/x` comes to that person on `/user/queue/x`.
 */
export const RELAY = {
  topic: '/topic/**',
  queue: '/queue/**',
  person: '/user/{userId}/queue/**',
  own: '/user/queue/**',
} as const

/** A pattern of `APP` or `TOPIC` with the room filled in. */
export function inRoom(pattern: string, roomId: RoomId): string {
  return pattern.replace('{roomId}', roomId)
}
