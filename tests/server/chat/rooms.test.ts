// Making rooms, looking at them and at their past, and the people in them.
import { describe, expect, it } from 'vitest'
import type { Nonce, RoomId } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { createRoom } from '../../../server/chat/create-room.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { listMembers, listRooms, showRoom } from '../../../server/chat/list-rooms.ts'
import { postMessage } from '../../../server/chat/post-message.ts'
import { appear, vanish } from '../../../server/chat/presence.ts'
import { readHistory } from '../../../server/chat/read-history.ts'
import { person, seq, span } from '../../contracts/samples.ts'
import { openRoom } from './chat.ts'

const [A, B] = [person('a'), person('b')]

describe('a new room', () => {
  it('[CH7] is kept under its name made ready, told to the lobby, and nobody is in it', async () => {
    const { ports, heard } = await openRoom()
    const room = await createRoom(ports, A, '  우리  집 ')
    expect(room).toMatchObject({ name: '우리 집', members: 0 })
    expect(await heard()).toEqual([{ type: 'ROOM_CREATED', ...room }])
    expect(await listRooms(ports)).toContainEqual(room)
    expect(await listMembers(ports, A.userId, room.roomId)).toEqual([])
  })

  it.each(['', '\u3164', 'a\u202eb', 'x'.repeat(LIMITS.roomNameLength + 1)])(
    '[CH7] cannot be called %j',
    async (name) => {
      const { ports } = await openRoom()
      await expect(createRoom(ports, A, name)).rejects.toMatchObject({ code: 'BAD_NAME' })
      expect(await listRooms(ports)).toHaveLength(1)
    },
  )
})

describe('a room from close by', () => {
  it('[CH7] tells where its log stands and whether one is in it', async () => {
    const { ports, roomId } = await openRoom()
    expect(await showRoom(ports, A.userId, roomId)).toMatchObject({ seq: 0, joined: false, members: 0 })
    await enterRoom(ports, A, roomId)
    expect(await showRoom(ports, A.userId, roomId)).toMatchObject({ seq: 1, joined: true, members: 1 })
  })

  it('[CH7] tells who is in it, and who of them is here', async () => {
    const { ports, roomId } = await openRoom()
    for (const each of [A, B]) await enterRoom(ports, each, roomId)
    await appear(ports, B)
    expect(await listMembers(ports, A.userId, roomId)).toEqual([
      { ...A, online: false, read: 1 },
      { ...B, online: true, read: 2 },
    ])
  })

  it.each(['showRoom', 'listMembers', 'readHistory'])('[CH4] that is none is refused: %s', async (what) => {
    const { ports } = await openRoom()
    const none = 'none' as RoomId
    const looks = {
      showRoom: () => showRoom(ports, A.userId, none),
      listMembers: () => listMembers(ports, A.userId, none),
      readHistory: () => readHistory(ports, A.userId, none, {}),
    }
    await expect(looks[what as keyof typeof looks]()).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
  })
})

describe('presence', () => {
  it('[SE17] is told to one’s rooms with the first connection and the last', async () => {
    const { ports, roomId, heard } = await openRoom()
    await enterRoom(ports, A, roomId)
    await heard()
    for (const step of [appear, appear, vanish, vanish]) await step(ports, A)
    const presence = (online: boolean) => ({ type: 'PRESENCE', roomId, userId: 'a', online })
    expect(await heard()).toEqual([presence(true), presence(false)])
  })
})

describe('history', () => {
  async function withMessages(count: number) {
    const room = await openRoom()
    await enterRoom(room.ports, A, room.roomId)
    for (const each of span(2, count)) {
      const talk = { message: `${each}`, nonce: `${each}` as Nonce }
      await (
        await postMessage(room.ports, A, room.roomId, talk)
      )()
    }
    const page = async (query: Parameters<typeof readHistory>[3]) => {
      const { entries, more } = await readHistory(room.ports, A.userId, room.roomId, query)
      return [entries.map((entry) => entry.seq), more]
    }
    return { ...room, page }
  }

  it('[LO3] is the newest page where nothing else is asked for', async () => {
    const { page } = await withMessages(60)
    expect(await page({})).toEqual([span(11, 60), true])
    expect(await page({ limit: 60 })).toEqual([span(1, 60), false])
  })

  it.each([
    [{ before: seq(11), limit: 5 }, span(6, 10), true],
    [{ before: seq(4), limit: 5 }, span(1, 3), false],
    [{ after: seq(3), limit: 2 }, span(4, 5), true],
    [{ after: seq(18), limit: 2 }, span(19, 20), false],
    [{ after: seq(20), limit: 2 }, [], false],
    [{ around: seq(10), limit: 4 }, span(8, 11), true],
    [{ around: seq(1), limit: 4 }, span(1, 2), false],
    [{ before: seq(1), limit: 4 }, [], false],
  ])('[LO3] of %j is that page, and says whether there is more that way', async (query, seqs, more) => {
    const { page } = await withMessages(20)
    expect(await page(query)).toEqual([seqs, more])
  })

  it('[LO3] cannot be asked for in two ways at once', async () => {
    const { page } = await withMessages(1)
    await expect(page({ before: seq(1), after: seq(1) })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
