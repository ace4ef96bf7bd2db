// What somebody listens to ends when they may no longer read it: on all their connections, at once, and for nobody else.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inRoom, TOPIC } from '../../../protocol/destinations.ts'
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import type { RefusalBody, User } from '../../../protocol/rest.ts'
import { closeRoom } from '../../../server/chat/change-room.ts'
import { createRoom } from '../../../server/chat/create-room.ts'
import { banPerson, removePerson } from '../../../server/chat/send-away.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import type { MemoryClient } from '../../support/memory-client.ts'
import { quiet } from '../../support/turns.ts'

const OWNER: User = { userId: 'owner' as UserId, name: 'owner' }
const GUEST = 'guest' as UserId

/** OWNER's room, and GUEST on two connections, who listens to it on both. */
async function listenedRoom(kind: 'open' | 'private') {
  const chat = new MemoryChat()
  const { roomId } = await createRoom(chat.ports, OWNER, '방', kind)
  const by = { roomId, by: OWNER, at: 1 }
  await chat.ports.directory.invite({ userId: GUEST, name: GUEST }, by)
  const devices = [await chat.member(GUEST, roomId), await chat.member(GUEST, roomId)]
  const owner = await chat.member('owner', roomId)
  for (const client of [...devices, owner]) listen(client, roomId)
  await quiet()
  const say = async (text: string) => {
    owner.command('talk', roomId, { message: text, nonce: randomUUID() }, text)
    await owner.receipt(text)
    owner.command('typing', roomId)
    await quiet()
  }
  return { chat, roomId, devices, owner, say }
}

function listen(client: MemoryClient, roomId: RoomId): void {
  client.subscribe('errors', TOPIC.errors)
  client.subscribe('log', inRoom(TOPIC.room, roomId))
  client.subscribe('live', inRoom(TOPIC.live, roomId))
}

const refusals = (client: MemoryClient) =>
  client.bodies<RefusalBody>('errors').map(({ code, destination }) => [code, destination])

const ended = (code: string, roomId: RoomId) => [
  [code, inRoom(TOPIC.room, roomId)],
  [code, inRoom(TOPIC.live, roomId)],
]

/** What a client has heard of the room. */
const heardIn = (client: MemoryClient) => [...client.bodies('log'), ...client.bodies('live')].length

describe('the right to read', () => {
  it.each([
    ['open', 'BANNED', banPerson],
    ['private', 'BANNED', banPerson],
    ['private', 'REMOVED', removePerson],
  ] as const)('[SE39] of an %s room ends what is listened to there: %s', async (kind, code, act) => {
    const { chat, roomId, devices, owner, say } = await listenedRoom(kind)
    await act(chat.ports, OWNER.userId, roomId, GUEST)
    await quiet()
    const before = devices.map(heardIn)
    await say('비밀')
    for (const device of devices) expect(refusals(device)).toEqual(ended(code, roomId))
    expect(devices.map(heardIn)).toEqual(before)
    expect(refusals(owner)).toEqual([])
    expect(owner.bodies<{ message: string }>('log').at(-1)).toMatchObject({ message: '비밀' })
  })

  it('[SE39] is over for whoever leaves a private room', async () => {
    const { roomId, devices, say } = await listenedRoom('private')
    devices[0]?.command('leave', roomId)
    await quiet()
    const before = devices.map(heardIn)
    await say('비밀')
    for (const device of devices) expect(refusals(device)).toEqual(ended('NO_SUCH_ROOM', roomId))
    expect(devices.map(heardIn)).toEqual(before)
  })

  it('[SE39] stays with whoever was sent out of an open room, or left it', async () => {
    const { chat, roomId, devices, say } = await listenedRoom('open')
    await removePerson(chat.ports, OWNER.userId, roomId, GUEST)
    await say('모두에게')
    for (const device of devices) {
      expect(refusals(device)).toEqual([])
      expect(device.bodies('log').at(-1)).toMatchObject({ message: '모두에게' })
    }
  })

  it('[SE39] of a room that is closed ends for those who were not in it', async () => {
    const { chat, roomId, devices } = await listenedRoom('open')
    const stranger = await chat.join('stranger')
    listen(stranger, roomId)
    await quiet()
    await closeRoom(chat.ports, OWNER.userId, roomId)
    await quiet()
    expect(refusals(stranger)).toEqual(ended('ROOM_CLOSED', roomId))
    for (const device of devices) expect(refusals(device)).toEqual([])
  })

  it('[SE39] is looked at again where it was lost while a SUBSCRIBE was being done', async () => {
    const { chat, say } = await listenedRoom('private')
    const late = await chat.join(GUEST)
    late.subscribe('errors', TOPIC.errors)
    await quiet()
    chat.log.hold('follow')
    // A room that nobody listens to yet, so that following it has to wait.
    const alone = await createRoom(chat.ports, OWNER, '다른 방', 'private')
    await chat.ports.directory.invite(
      { userId: GUEST, name: GUEST },
      { roomId: alone.roomId, by: OWNER, at: 1 },
    )
    late.command('enter', alone.roomId, {}, 'in')
    await late.receipt('in')
    late.subscribe('late', inRoom(TOPIC.room, alone.roomId))
    await quiet()
    expect(chat.log.held.follow).toHaveLength(1)
    await removePerson(chat.ports, OWNER.userId, alone.roomId, GUEST)
    await quiet()
    chat.log.held.follow[0]?.go()
    await quiet()
    expect(refusals(late)).toEqual([['NO_SUCH_ROOM', inRoom(TOPIC.room, alone.roomId)]])
    await say('들리지 않는 말')
    expect(late.bodies('late')).toEqual([])
  })

  it('[SE39] ends what is replayed, too, and what has ended can be subscribed again under its id', async () => {
    const { chat, roomId, devices, say } = await listenedRoom('private')
    await removePerson(chat.ports, OWNER.userId, roomId, GUEST)
    await quiet()
    const [device] = devices
    await chat.ports.directory.invite({ userId: GUEST, name: GUEST }, { roomId, by: OWNER, at: 2 })
    device?.command('enter', roomId)
    device?.subscribe('log', inRoom(TOPIC.room, roomId))
    await quiet()
    await say('다시')
    expect(device?.bodies('log').at(-1)).toMatchObject({ message: '다시' })
    expect(device?.error).toBeUndefined()
  })
})
