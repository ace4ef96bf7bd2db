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
  return { rooms, world, names, tell: (signal: unknown) => world.lobby?.onBody(signal) }
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
