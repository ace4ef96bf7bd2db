// Short ways to write the ids, drafts and people that the suites are about.
import type { Login, RoomId, Seq, UserId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { Account } from '../../server/store/accounts.ts'
import type { NewRoom } from '../../server/store/directory.ts'
import type { Draft } from '../../server/store/room-log.ts'

export const room = (id: string): RoomId => id as RoomId
export const user = (id: string): UserId => id as UserId
export const login = (text: string): Login => text as Login
export const seq = (value: number): Seq => value as Seq

/** Something that Haneul says, unless told otherwise. */
export function talk(nonce: string, { by = 'haneul', message = `말 ${nonce}` } = {}): Draft {
  return { type: 'TALK', senderId: user(by), sender: `이름 ${by}`, message, nonce }
}

export function person(id: string, name = `이름 ${id}`): User {
  return { userId: user(id), name }
}

export function newRoom(id: string, createdAt = 1_000): NewRoom {
  return { roomId: room(id), name: `방 ${id}`, createdAt, createdBy: user('haneul') }
}

export function account(id: string): Account {
  return { login: login(id), userId: user(`id of ${id}`), name: `이름 ${id}`, passwordHash: `hash of ${id}` }
}

/** The whole numbers from `first` to `last`. */
export function span(first: number, last: number): number[] {
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index)
}
