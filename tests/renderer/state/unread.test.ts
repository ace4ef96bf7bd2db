import { describe, expect, test } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import type { MyRoom } from '../../../protocol/rest.ts'
import type { OwnRoomSignal } from '../../../protocol/signals.ts'
import { Unread, type UnreadCounts } from '../../../renderer/state/unread.ts'
import { roomOf } from '../../support/room-of.ts'
import { EPOCH, NOON, seq } from '../entries.ts'

const [A, B] = ['a', 'b'] as RoomId[] as [RoomId, RoomId]

function own(roomId: RoomId, unread: number): MyRoom {
  const room = roomOf({ roomId, name: 'Room', members: 1, createdAt: NOON })
  return { ...room, seq: seq(100), epoch: EPOCH, read: seq(100 - unread), unread }
}

const told = (roomId: RoomId, unread: number): OwnRoomSignal => ({
  type: 'UNREAD',
  roomId,
  seq: seq(100),
  read: seq(1),
  unread,
})

function harness(...rooms: MyRoom[]) {
  const world = { counts: {} as UnreadCounts }
  const unread = new Unread((counts) => (world.counts = counts))
  const load = () => {
    unread.ask()
    unread.become(rooms)
  }
  return { unread, world, load, tell: (signal: OwnRoomSignal) => unread.take(signal) }
}

describe('Unread', () => {
  test('has what the host counts, and no rooms without unread messages', () => {
    const { world, load } = harness(own(A, 3), own(B, 0))
    load()
    expect(world.counts).toEqual({ a: 3 })
  })

  test('follows the host’s counts, also to nothing where it was read elsewhere', () => {
    const { world, load, tell } = harness(own(A, 3))
    load()
    tell(told(B, 2))
    tell(told(A, 0))
    expect(world.counts).toEqual({ b: 2 })
  })

  test('shows nothing for the room that is open, and what has come when it is closed', () => {
    const { unread, world, load, tell } = harness(own(A, 3), own(B, 1))
    load()
    unread.open(A)
    tell(told(A, 4))
    expect(world.counts).toEqual({ b: 1 })
    unread.open(null)
    expect(world.counts).toEqual({ a: 4, b: 1 })
  })

  test('knows what waits in each room', () => {
    const { unread, load, tell } = harness(own(A, 3))
    load()
    expect(unread.in(A)).toMatchObject({ seq: 100, read: 97, unread: 3 })
    tell(told(B, 2))
    expect(unread.in(B)).toEqual({ seq: 100, read: 1, unread: 2 })
    tell({ type: 'ROOM_GONE', roomId: B, reason: 'left' })
    expect(unread.in(B)).toBeNull()
  })

  test('counts what was read in this page, before the host does and against what it counted earlier', () => {
    const { unread, world, load, tell } = harness(own(A, 3), own(B, 9))
    load()
    unread.read(A, seq(98))
    unread.read(B, seq(100))
    expect([unread.in(A)?.read, world.counts]).toEqual([98, { a: 3 }])
    tell({ type: 'UNREAD', roomId: B, seq: seq(100), read: seq(95), unread: 5 })
    expect(unread.in(B)).toEqual({ seq: 100, read: 100, unread: 0 })
    tell({ type: 'UNREAD', roomId: B, seq: seq(102), read: seq(100), unread: 2 })
    expect(world.counts).toEqual({ a: 3, b: 2 })
  })

  test('follows rooms that come and go', () => {
    const { world, load, tell } = harness()
    load()
    tell({ type: 'ROOM_ADDED', room: own(A, 2) })
    tell({ type: 'ROOM_CHANGED', room: own(B, 1) })
    expect(world.counts).toEqual({ a: 2, b: 1 })
    tell({ type: 'ROOM_GONE', roomId: A, reason: 'away' })
    expect(world.counts).toEqual({ b: 1 })
  })

  test('takes what is told while the counts are on their way for newer', () => {
    const { unread, world, load, tell } = harness(own(A, 3), own(B, 1))
    unread.ask()
    tell(told(A, 0))
    unread.become([own(A, 3), own(B, 1)])
    expect(world.counts).toEqual({ b: 1 })
    load()
    expect(world.counts).toEqual({ a: 3, b: 1 })
  })
})
