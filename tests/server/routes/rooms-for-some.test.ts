// Rooms that are not for everybody, by STOMP: whoever is not in one is told of each destination what they are told of a room
// that is none.
import { describe, expect, it } from 'vitest'
import { APP, inRoom, TOPIC } from '../../../protocol/destinations.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import type { RefusalBody } from '../../../protocol/rest.ts'
import { person } from '../../contracts/samples.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

const NONE = 'none' as RoomId
const BODIES: Partial<Record<keyof typeof APP, object>> = {
  talk: { message: 'x', nonce: 'n' },
  edit: { seq: 1, message: 'x', nonce: 'n' },
  delete: { seq: 1, nonce: 'n' },
  read: { seq: 1 },
}
const IN_ROOMS = (Object.keys(APP) as (keyof typeof APP)[]).filter((name) => APP[name].includes('{roomId}'))

const [A, B, STRANGER] = [person('a'), person('b'), person('stranger')]

/** A private room and a room of two, in each of which 'a' is. */
async function closedRooms() {
  const chat = new MemoryChat()
  const { directory } = chat.ports
  const secret = 'secret' as RoomId
  const made = {
    roomId: secret,
    name: '비밀',
    kind: 'private',
    createdAt: 1,
    createdBy: A.userId,
  } as const
  await directory.createRoom(made)
  await chat.member('a', secret)
  const { roomId: direct } = await directory.openDirectRoom({ roomId: 'direct' as RoomId, createdAt: 1 }, [
    A,
    B,
  ])
  return { chat, secret, direct }
}

/** What a stranger is told of all that they try in a room, without the room's name. */
async function toldOf(chat: MemoryChat, roomId: RoomId): Promise<string[]> {
  const stranger = await chat.join('stranger')
  stranger.subscribe('errors', TOPIC.errors)
  for (const name of IN_ROOMS) stranger.command(name, roomId, BODIES[name])
  for (const [at, topic] of [TOPIC.room, TOPIC.live].entries())
    stranger.subscribe(`s${at}`, inRoom(topic, roomId), { since: '0' })
  await quiet()
  expect(stranger.heardAs('MESSAGE').every(({ headers }) => headers['subscription'] === 'errors')).toBe(true)
  return stranger.bodies<RefusalBody>('errors').map((body) => JSON.stringify(body).replaceAll(roomId, 'ROOM'))
}

describe('a room that is not for everybody', () => {
  it.each(['secret', 'direct'] as const)('[CH15] is by STOMP as if there were none: %s', async (which) => {
    const rooms = await closedRooms()
    const told = await toldOf(rooms.chat, rooms[which])
    expect(told).toHaveLength(IN_ROOMS.length + 2)
    expect(told).toEqual(await toldOf(rooms.chat, NONE))
    for (const each of told) expect(each).toContain('"NO_SUCH_ROOM"')
  })

  it('[CH18] of two is no room to leave', async () => {
    const { chat, direct } = await closedRooms()
    const a = await chat.join('a')
    a.subscribe('errors', TOPIC.errors)
    a.command('leave', direct)
    a.talk(direct, 'hello', 'said')
    await a.receipt('said')
    expect(a.bodies('errors')).toMatchObject([{ code: 'DIRECT_ROOM' }])
  })
})

describe('an open room', () => {
  it('[CH12] tells whoever is banned so, whatever they send there or listen to', async () => {
    const { chat } = await closedRooms()
    const roomId = await chat.createRoom()
    await chat.ports.directory.ban(roomId, STRANGER, 1)
    const told = await toldOf(chat, roomId)
    expect(told).toHaveLength(IN_ROOMS.length + 2)
    for (const each of told) expect(each).toContain('"BANNED"')
  })
})
