import { describe, expect, test } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import type { MyRoom, Room } from '../../../protocol/rest.ts'
import type { Invitation } from '../../../protocol/room-requests.ts'
import type { OwnRoomSignal } from '../../../protocol/signals.ts'
import type { WatchOptions } from '../../../renderer/connection/subscription-book.ts'
import type { Waiting } from '../../../renderer/state/left-off.ts'
import { OwnRooms } from '../../../renderer/state/own-rooms.svelte.ts'
import { roomOf } from '../../support/room-of.ts'
import { EPOCH, NOON, seq, userId } from '../entries.ts'

const id = (text: string) => text as RoomId

function own(name: string, about: Partial<Room> = {}): MyRoom {
  const room = roomOf({ roomId: id(name), name, members: 1, createdAt: NOON, ...about })
  return { ...room, seq: seq(1), epoch: EPOCH, read: seq(1), unread: 0 }
}

const invitation = (name: string): Invitation => ({
  roomId: id(name),
  name,
  by: { userId: userId('mina'), name: 'Mina' },
  at: NOON,
})

function harness(rooms: MyRoom[] = [], invitations: Invitation[] = []) {
  const world = { queue: null as WatchOptions | null, left: [] as RoomId[], declined: [] as RoomId[] }
  const told = { waiting: null as Waiting | null, asked: 0 }
  const heard: (OwnRoomSignal | MyRoom[])[] = []
  const ownRooms = new OwnRooms({
    rest: {
      async ownRooms() {
        told.asked += 1
        return rooms
      },
      invitations: async () => invitations,
      decline: async (roomId) => void world.declined.push(roomId),
    },
    connection: {
      watch(_destination, options) {
        world.queue = options
        return { again: () => {}, stop: () => {} }
      },
    },
    unread: {
      ask: () => {},
      become: (all) => heard.push([...all]),
      take: (signal) => heard.push(signal),
      in: () => told.waiting,
    },
    onLeft: (roomId) => world.left.push(roomId),
  })
  const names = () => ownRooms.list.map(({ name }) => name)
  const asked = () => ownRooms.invitations.map(({ name }) => name)
  const tell = (signal: unknown): void => world.queue?.onBody(signal)
  return { ownRooms, world, told, heard, names, asked, tell }
}

describe('what waits in a room', () => {
  const waiting = { seq: seq(9), read: seq(4), unread: 3 }

  test('is what the host has told, where it told that late enough', async () => {
    const { ownRooms, told } = harness([own('a')])
    told.waiting = waiting
    expect(await ownRooms.waitingIn(id('a'), seq(9))).toBe(waiting)
    expect(told.asked).toBe(0)
  })

  test('is asked for otherwise; what was read here counts', async () => {
    const { ownRooms, told } = harness([{ ...own('a'), seq: seq(20), read: seq(2), unread: 15 }])
    expect(await ownRooms.waitingIn(id('a'), seq(0))).toMatchObject({ seq: 20, read: 2, unread: 15 })
    told.waiting = waiting
    expect(await ownRooms.waitingIn(id('a'), seq(10))).toMatchObject({ seq: 20, read: 4 })
    expect(await ownRooms.waitingIn(id('b'), seq(10))).toBeNull()
  })
})

describe('one’s own rooms', () => {
  test('are those that are in nobody’s list of open rooms', async () => {
    const closed = own('closed', { closedAt: NOON })
    const rooms = [own('open'), own('private', { kind: 'private' }), own('Tom', { kind: 'direct' }), closed]
    const { ownRooms, names, heard } = harness(rooms)
    await ownRooms.load()
    expect(names()).toEqual(['private', 'Tom', 'closed'])
    expect(heard).toEqual([rooms])
    expect(ownRooms.find(id('Tom'))?.kind).toBe('direct')
  })

  test('come, change and go as the host tells', async () => {
    const { ownRooms, names, tell, world } = harness([own('a', { kind: 'private' })])
    await ownRooms.load()
    tell({ type: 'ROOM_ADDED', room: own('b', { kind: 'direct' }) })
    tell({ type: 'ROOM_ADDED', room: own('open') })
    tell({ type: 'ROOM_CHANGED', room: own('a', { kind: 'private', name: 'renamed' }) })
    expect(names()).toEqual(['renamed', 'b'])
    tell({ type: 'ROOM_GONE', roomId: 'a', reason: 'removed' })
    tell({ type: 'ROOM_GONE', roomId: 'open', reason: 'left' })
    expect([names(), world.left]).toEqual([['b'], []])
    tell({ type: 'ROOM_GONE', roomId: 'b', reason: 'left' })
    expect([names(), world.left]).toEqual([[], ['b']])
  })

  test('have an open room among them from when it is closed', () => {
    const { names, tell } = harness()
    tell({ type: 'ROOM_CHANGED', room: own('open', { closedAt: NOON }) })
    expect(names()).toEqual(['open'])
  })

  test('let what counts the unread hear all that is told, and nothing that is not known', () => {
    const { tell, heard } = harness()
    const signal = { type: 'UNREAD', roomId: 'a', seq: 3, read: 1, unread: 2 }
    tell(signal)
    tell({ type: 'ROOM_PAINTED', roomId: 'a' })
    tell(null)
    expect(heard).toEqual([signal])
  })
})

describe('invitations', () => {
  test('are there from when one is asked until one is in', async () => {
    const { ownRooms, asked, tell } = harness([], [invitation('a')])
    await ownRooms.load()
    tell({ type: 'INVITED', ...invitation('b') })
    tell({ type: 'INVITED', ...invitation('b') })
    expect(asked()).toEqual(['a', 'b'])
    tell({ type: 'ROOM_ADDED', room: own('a', { kind: 'private' }) })
    expect(asked()).toEqual(['b'])
  })

  test('are gone when they are declined, or were taken back', async () => {
    const { ownRooms, asked, world } = harness([], [invitation('a'), invitation('b')])
    await ownRooms.load()
    await ownRooms.decline(id('a'))
    ownRooms.forgetInvitation(id('b'))
    expect([asked(), world.declined]).toEqual([[], ['a']])
  })
})
