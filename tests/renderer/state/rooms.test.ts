import { describe, expect, test } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import type { NewRoomKind, Room } from '../../../protocol/rest.ts'
import type { WatchOptions } from '../../../renderer/connection/subscription-book.ts'
import { Rooms } from '../../../renderer/state/rooms.svelte.ts'
import { roomOf } from '../../support/room-of.ts'
import { NOON } from '../entries.ts'

const room = (name: string, members = 0): Room =>
  roomOf({ roomId: name as RoomId, name, members, createdAt: NOON })

function harness() {
  const world = { listed: [room('a'), room('b')], lobby: null as WatchOptions | null }
  const rest = {
    rooms: async () => world.listed,
    createRoom: async (name: string, kind: NewRoomKind) => ({ ...room(name), kind }),
  }
  const own = {
    list: [] as Room[],
    add: (made: Room) => own.list.push(made),
    find: (roomId: RoomId) => own.list.find((one) => one.roomId === roomId) ?? null,
  }
  const connection = {
    watch(_destination: string, options: WatchOptions) {
      world.lobby = options
      return { again: () => {}, stop: () => {} }
    },
  }
  const rooms = new Rooms(rest, connection, own)
  const names = () => rooms.list.map(({ name }) => name)
  return { rooms, own, world, names, tell: (signal: unknown) => world.lobby?.onBody(signal) }
}

describe('Rooms', () => {
  test('adds what the lobby tells, once', async () => {
    const { rooms, names, tell } = harness()
    await rooms.load()
    tell({ type: 'ROOM_CREATED', ...room('c') })
    tell({ type: 'ROOM_CREATED', ...room('c') })
    expect(names()).toEqual(['a', 'b', 'c'])
    expect(rooms.find('c' as RoomId)).toEqual(room('c'))
  })

  test('keeps a room that was made while the list was on its way', async () => {
    const { rooms, names, tell } = harness()
    const loading = rooms.load()
    tell({ type: 'ROOM_CREATED', ...room('c') })
    await loading
    expect(names()).toEqual(['a', 'b', 'c'])
  })

  test('drops a room that was closed while one was away', async () => {
    const { rooms, world, names } = harness()
    await rooms.load()
    world.listed = [room('b')]
    await rooms.load()
    expect(names()).toEqual(['b'])
  })

  test('takes what is told while the list is on its way for newer than it, also of rooms that are not here yet', async () => {
    const { rooms, world, tell } = harness()
    await rooms.load()
    world.listed = [room('a'), room('b'), room('c'), room('d')]
    const loading = rooms.load()
    tell({ type: 'ROOM_CLOSED', roomId: 'a' })
    tell({ type: 'ROOM_COUNT', roomId: 'a', members: 0 })
    tell({ type: 'ROOM_COUNT', roomId: 'b', members: 2 })
    tell({ type: 'ROOM_COUNT', roomId: 'c', members: 3 })
    tell({ type: 'ROOM_CHANGED', ...room('d'), topic: 'About' })
    await loading
    expect(rooms.list).toEqual([room('b', 2), room('c', 3), { ...room('d'), topic: 'About' }])
  })

  test('has a room once that is open and one’s own', async () => {
    const { rooms, own } = harness()
    own.list.push({ ...room('a'), closedAt: NOON }, room('z'))
    await rooms.load()
    expect(rooms.all).toEqual([room('a'), room('b'), room('z')])
  })

  test('keeps the count that was told of a room of one’s own before the answer', async () => {
    const { rooms, tell } = harness()
    tell({ type: 'ROOM_CREATED', ...room('c') })
    tell({ type: 'ROOM_COUNT', roomId: 'c', members: 1 })
    await rooms.create('c')
    expect(rooms.list).toEqual([room('c', 1)])
  })

  test('follows the head counts', async () => {
    const { rooms, tell } = harness()
    await rooms.load()
    tell({ type: 'ROOM_COUNT', roomId: 'b', members: 3 })
    expect(rooms.list.map(({ members }) => members)).toEqual([0, 3])
  })

  test('shows a room of one’s own at once, and not twice', async () => {
    const { rooms, names, tell } = harness()
    await rooms.create('c')
    tell({ type: 'ROOM_CREATED', ...room('c') })
    expect(names()).toEqual(['c'])
  })

  test('puts a private room of one’s own where nobody else looks, and finds it all the same', async () => {
    const { rooms, names } = harness()
    await rooms.load()
    await rooms.create('c', 'private')
    expect(names()).toEqual(['a', 'b'])
    expect(rooms.all.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(rooms.find('c' as RoomId)?.kind).toBe('private')
  })

  test('takes no notice of what it does not know', async () => {
    const { rooms, names, tell } = harness()
    await rooms.load()
    tell({ type: 'ROOM_PAINTED', roomId: 'a' })
    tell(null)
    expect(names()).toEqual(['a', 'b'])
  })
})
