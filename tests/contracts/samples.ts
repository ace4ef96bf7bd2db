// Short ways to write the ids, drafts and people that the suites are about.
import type { Entry } from '../../protocol/entry.ts'
import type { Login, RoomId, Seq, UserId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { Account } from '../../server/store/accounts.ts'
import type { NewRoom, Reader } from '../../server/store/directory.ts'
import type { Draft, LogGap, RoomLog, Unfollow } from '../../server/store/room-log.ts'

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

/** Somebody in a room who has read up to `read`. */
export function reader(id: string, read = 0, name?: string): Reader {
  return { ...person(id, name), read: seq(read) }
}

export function newRoom(id: string, createdAt = 1_000): NewRoom {
  return { roomId: room(id), name: `방 ${id}`, kind: 'open', createdAt, createdBy: user('haneul') }
}

export function account(id: string): Account {
  return { login: login(id), userId: user(`id of ${id}`), name: `이름 ${id}`, passwordHash: `hash of ${id}` }
}

/** Calls back with what the log does, where nothing of it is ever missed. */
export function follow(log: RoomLog, id: string, onEntry: (entry: Entry) => void): Promise<Unfollow> {
  const onGap = ({ from, to }: LogGap): never => {
    throw new Error(`The entries from ${from} to ${to} were not told.`)
  }
  return log.follow(room(id), { onEntry, onGap })
}

/** The whole numbers from `first` to `last`. */
export function span(first: number, last: number): number[] {
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index)
}
