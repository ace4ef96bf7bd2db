// Who may read, enter and write in which room, by the policy alone.
import { describe, expect, it, vi } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { createRoom } from '../../../server/chat/create-room.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { leaveRoom } from '../../../server/chat/leave-room.ts'
import { listMyRooms } from '../../../server/chat/list-my-rooms.ts'
import { listRooms } from '../../../server/chat/list-rooms.ts'
import {
  enterableRoom,
  governedRoom,
  readableRoom,
  readableRooms,
  requireMember,
  writableRoom,
} from '../../../server/chat/policy.ts'
import { person, room, seq } from '../../contracts/samples.ts'
import { openRoom } from './chat.ts'

const [OWNER, GUEST, STRANGER] = [person('owner'), person('guest'), person('stranger')]
const NONE = 'none' as RoomId

/** A room of OWNER's, who is in it. */
async function ownRoom(kind: 'open' | 'private' = 'open') {
  const { ports, heard } = await openRoom()
  const { roomId } = await createRoom(ports, OWNER, '방', kind)
  await enterRoom(ports, OWNER, roomId)
  await heard()
  const change = (about: Parameters<typeof ports.directory.changeRoom>[1]) =>
    ports.directory.changeRoom(roomId, about)
  const codes = async ({ userId }: typeof GUEST, id = roomId) =>
    Promise.all(
      [readableRoom, enterableRoom, writableRoom, governedRoom].map((ask) =>
        ask(ports, id, userId).then(
          () => 'yes',
          (refusal: { code: string }) => refusal.code,
        ),
      ),
    )
  return { ports, roomId, heard, change, codes }
}

describe('an open room', () => {
  it('[CH11] is read and entered by everybody, written in by members, and governed by its owner', async () => {
    const { ports, roomId, codes } = await ownRoom()
    await enterRoom(ports, GUEST, roomId)
    expect(await codes(OWNER)).toEqual(['yes', 'yes', 'yes', 'yes'])
    expect(await codes(GUEST)).toEqual(['yes', 'yes', 'yes', 'NOT_THE_OWNER'])
    expect(await codes(STRANGER)).toEqual(['yes', 'yes', 'NOT_A_MEMBER', 'NOT_THE_OWNER'])
  })

  it('[CH11] is governed by the admin of the host too', async () => {
    const { ports, codes } = await ownRoom()
    ports.roles = { isAdmin: async (userId) => userId === STRANGER.userId }
    expect(await codes(STRANGER)).toEqual(['yes', 'yes', 'NOT_A_MEMBER', 'yes'])
  })

  it('[CH12] says BANNED to whoever is, by every way in, though they were a member', async () => {
    const { ports, roomId, codes } = await ownRoom()
    await enterRoom(ports, GUEST, roomId)
    for (const banned of [GUEST, STRANGER]) {
      await ports.directory.ban(roomId, banned, 1)
      expect(await codes(banned)).toEqual(['BANNED', 'BANNED', 'BANNED', 'BANNED'])
    }
  })

  it('[CH13] that is closed is read by those who are in it, and written in by nobody', async () => {
    const { ports, roomId, change, codes } = await ownRoom()
    await enterRoom(ports, GUEST, roomId)
    await change({ closedAt: 1 })
    expect(await codes(OWNER)).toEqual(['yes', 'yes', 'ROOM_CLOSED', 'yes'])
    expect(await codes(GUEST)).toEqual(['yes', 'yes', 'ROOM_CLOSED', 'NOT_THE_OWNER'])
    expect(await codes(STRANGER)).toEqual(['ROOM_CLOSED', 'ROOM_CLOSED', 'ROOM_CLOSED', 'ROOM_CLOSED'])
    await expect(requireMember(ports, roomId, GUEST.userId)).resolves.toBeUndefined()
    expect(await listRooms(ports)).not.toContainEqual(expect.objectContaining({ roomId }))
    expect(await listMyRooms(ports, GUEST.userId)).toMatchObject([{ roomId, closedAt: 1 }])
    await leaveRoom(ports, GUEST, roomId)
    expect(await codes(GUEST)).toEqual(['ROOM_CLOSED', 'ROOM_CLOSED', 'ROOM_CLOSED', 'ROOM_CLOSED'])
  })

  it('[CH14] for announcements alone is written in by its owner and the admin', async () => {
    const { ports, roomId, change, codes } = await ownRoom()
    for (const each of [GUEST, STRANGER]) await enterRoom(ports, each, roomId)
    await change({ announcementOnly: true })
    ports.roles = { isAdmin: async (userId) => userId === STRANGER.userId }
    for (const each of [OWNER, STRANGER]) expect((await codes(each))[2]).toBe('yes')
    expect((await codes(GUEST))[2]).toBe('ANNOUNCEMENTS_ONLY')
  })
})

describe('a private room', () => {
  it('[CH15] has its owner in it, and the lobby and the list hear nothing of it', async () => {
    const { ports, heard } = await openRoom()
    const made = await createRoom(ports, OWNER, '방', 'private')
    expect(made).toMatchObject({ kind: 'private', ownerId: 'owner', members: 1 })
    await leaveRoom(ports, OWNER, made.roomId)
    expect(await heard()).toEqual([])
    expect(await listRooms(ports)).not.toContainEqual(expect.objectContaining({ roomId: made.roomId }))
  })

  it('[CH15] is none for whoever is not in it, the admin too', async () => {
    const { ports, codes } = await ownRoom('private')
    ports.roles = { isAdmin: async () => true }
    expect(await codes(STRANGER)).toEqual(await codes(STRANGER, NONE))
    const refusalOf = (roomId: RoomId) => readableRoom(ports, roomId, STRANGER.userId).catch(String)
    expect(await refusalOf(NONE)).toBe(await refusalOf(room('none either')))
  })

  it('[CH16] is entered by whoever was asked in, once, and not read before', async () => {
    const { ports, roomId, codes } = await ownRoom('private')
    await ports.directory.invite(GUEST, { roomId, by: OWNER, at: 1 })
    expect(await codes(GUEST)).toEqual(['NO_SUCH_ROOM', 'yes', 'NO_SUCH_ROOM', 'NO_SUCH_ROOM'])
    await enterRoom(ports, GUEST, roomId)
    expect(await codes(GUEST)).toEqual(['yes', 'yes', 'yes', 'NOT_THE_OWNER'])
    await leaveRoom(ports, GUEST, roomId)
    expect(await codes(GUEST)).toEqual(await codes(GUEST, NONE))
  })

  it('[CH16] is entered again by its owner without being asked', async () => {
    const { ports, roomId, codes } = await ownRoom('private')
    await leaveRoom(ports, OWNER, roomId)
    expect(await codes(OWNER)).toEqual(['NO_SUCH_ROOM', 'yes', 'NO_SUCH_ROOM', 'NO_SUCH_ROOM'])
    await enterRoom(ports, OWNER, roomId)
    expect(await codes(OWNER)).toEqual(['yes', 'yes', 'yes', 'yes'])
  })

  it('[CH13] that is closed is entered by nobody who was asked in', async () => {
    const { ports, roomId, change, codes } = await ownRoom('private')
    await ports.directory.invite(GUEST, { roomId, by: OWNER, at: 1 })
    await change({ closedAt: 1 })
    expect((await codes(GUEST))[1]).toBe('ROOM_CLOSED')
  })
})

describe('the rooms that somebody may read', () => {
  it('[CH15] are the open ones that they are not banned from, and their own of other kinds or closed', async () => {
    const { ports, roomId } = await openRoom()
    const { directory } = ports
    const make = async (kind: 'open' | 'private') => (await createRoom(ports, OWNER, '방', kind)).roomId
    const [open, banned, closed] = [await make('open'), await make('open'), await make('open')]
    const secret = await make('private')
    await enterRoom(ports, GUEST, closed)
    await directory.changeRoom(closed, { closedAt: 1 })
    for (const each of [GUEST, OWNER]) await directory.ban(banned, each, 1)
    const of = ({ userId }: typeof GUEST) => readableRooms(ports, userId)
    expect((await of(OWNER)).filter((each) => each !== roomId).toSorted()).toEqual([open, secret].toSorted())
    expect((await of(GUEST)).filter((each) => each !== roomId).toSorted()).toEqual([open, closed].toSorted())
    expect((await of(STRANGER)).filter((each) => each !== roomId).toSorted()).toEqual(
      [open, banned].toSorted(),
    )
  })
})

describe('a door that is shut while somebody comes in', () => {
  it.each([
    ['open', 'BANNED'],
    ['private', 'NO_SUCH_ROOM'],
  ] as const)(
    '[CH12] lets them not into an %s room, and their notice does not stand alone',
    async (kind, code) => {
      const { ports, roomId } = await ownRoom(kind)
      await ports.directory.invite(GUEST, { roomId, by: OWNER, at: 1 })
      // The step of entering that comes after the look at the door.
      vi.spyOn(ports.directory, 'markRead').mockImplementationOnce(async () => {
        await ports.directory.ban(roomId, GUEST, 1)
        return true
      })
      await expect(enterRoom(ports, GUEST, roomId)).rejects.toMatchObject({ code })
      const entries = await ports.log.read(roomId, { after: seq(1), limit: 9 })
      expect(entries).toMatchObject([{ type: 'ENTER' }, { type: 'LEAVE', reason: 'removed' }])
      expect(await ports.directory.membership(roomId, GUEST.userId)).toMatchObject({ present: false })
    },
  )
})
