// Rooms that are not for everybody, by every dialect that has rooms: whoever is not in one gets nowhere, and whoever may no
// longer read one hears no more of it.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../../../protocol/ids.ts'
import type { RefusalBody, User } from '../../../../protocol/rest.ts'
import { closeRoom } from '../../../../server/chat/change-room.ts'
import { createRoom } from '../../../../server/chat/create-room.ts'
import { deleteMessage } from '../../../../server/chat/delete-message.ts'
import { editMessage } from '../../../../server/chat/edit-message.ts'
import { enterRoom } from '../../../../server/chat/enter-room.ts'
import { openDirectRoom } from '../../../../server/chat/open-direct-room.ts'
import { postMessage } from '../../../../server/chat/post-message.ts'
import { banPerson, removePerson } from '../../../../server/chat/send-away.ts'
import { DIALECTS } from '../../../../server/routes/dialects/dialects.ts'
import { person, user } from '../../../contracts/samples.ts'
import { quiet } from '../../../support/turns.ts'
import { SeedChat, say } from './seed-chat.ts'

const OWNER = person('owner')
const GUEST: User = { userId: user('user-1'), name: '하늘' }

/** Where somebody comes in, where they listen to a room, and what they may send there. */
interface Speech {
  door: string
  topic: (roomId: RoomId) => string
  sends: (roomId: RoomId) => readonly (readonly [destination: string, body: object])[]
}

const acts = (destination: string, types: readonly string[], rest: object) => (roomId: RoomId) =>
  types.map((type) => [destination, { type, roomId, ...rest }] as const)

const SPEECHES: readonly (readonly [name: string, speech: Speech])[] = [
  [
    'store',
    {
      door: '/chatting/**',
      topic: (roomId) => `/sub/chat/room/${roomId}`,
      sends: acts('/pub/chat/message', ['ENTER', 'TALK', 'QUIT'], { message: 'x' }),
    },
  ],
  [
    'nicknames',
    {
      door: '/ws/chat/**',
      topic: (roomId) => `/topic/chat/room/${roomId}`,
      sends: acts('/app/chat/sendMessage', ['ENTER', 'TALK', 'LEAVE'], { sender: '하늘', message: 'x' }),
    },
  ],
  [
    'board',
    {
      door: '/ws/chat',
      topic: (roomId) => `/topic/chat/room/${roomId}`,
      sends: acts('/app/message', ['ENTER', 'TALK', 'LEAVE'], { detailMessage: 'x' }),
    },
  ],
  [
    'members',
    {
      door: '/connect/**',
      topic: (roomId) => `/topic/${roomId}`,
      sends: (roomId) => ['app', 'publish'].map((prefix) => [`/${prefix}/${roomId}`, { message: 'x' }]),
    },
  ],
]

const newChat = () => new SeedChat(...Object.values(DIALECTS))

async function post({ ports }: SeedChat, by: User, roomId: RoomId, message: string): Promise<void> {
  const begin = await postMessage(ports, by, roomId, { message, nonce: message as never })
  await begin()
  await quiet()
}

describe.each(SPEECHES)('by %s', (_name, { door, topic, sends }) => {
  /** GUEST, by this dialect. */
  const come = (chat: SeedChat) => chat.come(door, { nickname: GUEST.name })

  /** What a stranger is told of all that they try in a room, without the room's id. */
  async function toldOf(chat: SeedChat, roomId: RoomId): Promise<string[]> {
    const stranger = await come(chat)
    for (const [destination, body] of sends(roomId)) await say(stranger, destination, body)
    stranger.subscribe('room', topic(roomId))
    await quiet()
    await post(chat, OWNER, roomId, randomUUID()).catch(() => {})
    expect(stranger.bodies('room')).toEqual([])
    return stranger
      .bodies<RefusalBody>('errors')
      .map((body) => JSON.stringify(body).replaceAll(roomId, 'ROOM'))
  }

  it.each(['private', 'direct'] as const)('[DI1] a %s room is as if there were none', async (kind) => {
    const chat = newChat()
    const other = person('other')
    await chat.ports.directory.setMembership(await chat.createRoom(), other, { present: true, stay: 1 })
    const { roomId } =
      kind === 'private'
        ? await createRoom(chat.ports, OWNER, '비밀', 'private')
        : (await openDirectRoom(chat.ports, OWNER, other.userId)).room
    const before = await chat.lines(roomId)
    const told = await toldOf(chat, roomId)
    expect(told).toEqual(await toldOf(chat, randomUUID() as RoomId))
    expect(told).toHaveLength(sends(roomId).length + 1)
    for (const each of told) expect(each).toContain('"NO_SUCH_ROOM"')
    // What its owner said, and no word of the stranger's.
    expect((await chat.lines(roomId)).length).toBe(before.length + 1)
  })

  /** GUEST listening to OWNER's room, in which both are. */
  async function listening(kind: 'open' | 'private') {
    const chat = newChat()
    const { roomId } = await createRoom(chat.ports, OWNER, '방', kind)
    await chat.ports.directory.invite(GUEST, { roomId, by: OWNER, at: 1 })
    for (const each of [OWNER, GUEST]) await enterRoom(chat.ports, each, roomId)
    const guest = await come(chat)
    guest.subscribe('room', topic(roomId))
    await quiet()
    const refusals = () =>
      guest.bodies<RefusalBody>('errors').map(({ code, destination }) => ({ code, destination }))
    return { chat, roomId, guest, refusals }
  }

  it.each([
    ['open', 'BANNED', banPerson],
    ['private', 'BANNED', banPerson],
    ['private', 'REMOVED', removePerson],
  ] as const)('[SE39] nothing more is heard of an %s room by who is %s', async (kind, code, act) => {
    const { chat, roomId, guest, refusals } = await listening(kind)
    await post(chat, OWNER, roomId, 'before')
    const heard = guest.bodies('room').length
    await act(chat.ports, OWNER.userId, roomId, GUEST.userId)
    await quiet()
    await post(chat, OWNER, roomId, 'after')
    expect(refusals()).toEqual([{ code, destination: topic(roomId) }])
    expect(heard).toBeGreaterThan(0)
    expect(JSON.stringify(guest.bodies('room'))).not.toContain('after')
  })

  it('[DI1] nothing is said in a room that is closed', async () => {
    const { chat, roomId, guest, refusals } = await listening('open')
    await closeRoom(chat.ports, OWNER.userId, roomId)
    await quiet()
    const before = await chat.lines(roomId)
    const talk = sends(roomId).find(([, body]) => !('type' in body) || body.type === 'TALK')
    if (talk !== undefined) await say(guest, ...talk)
    expect(refusals().map(({ code }) => code)).toEqual(['ROOM_CLOSED'])
    expect(await chat.lines(roomId)).toEqual(before)
  })

  it('[DI2] what the app edits or deletes is told as it was said, once, and the change not', async () => {
    const { chat, roomId, guest } = await listening('open')
    const { ports } = chat
    await post(chat, OWNER, roomId, 'said')
    const { last: seq } = await ports.log.head(roomId)
    const heard = guest.bodies('room')
    const edit = await editMessage(ports, OWNER, roomId, { seq, message: 'edited', nonce: 'e' as never })
    await edit()
    const deletion = await deleteMessage(ports, OWNER, roomId, { seq })
    await deletion()
    await quiet()
    expect(guest.bodies('room')).toEqual(heard)
    expect(JSON.stringify(heard)).toContain('said')
  })
})
