// A private room and a room of two on a host that runs: people are asked in, and what they may no longer read ends at once.
import { expect, it } from 'vitest'
import { inRoom, TOPIC } from '../../protocol/destinations.ts'
import type { RefusalBody, Room } from '../../protocol/rest.ts'
import type { OwnRoomSignal } from '../../protocol/signals.ts'
import { hostForAll } from '../support/host-process.ts'
import { connectAgain, person, type Person } from './people.ts'

const host = hostForAll()

async function post({ rest }: Person, path: string, body: object): Promise<Response> {
  const headers = { Authorization: `Bearer ${rest.token}`, 'Content-Type': 'application/json' }
  return fetch(`${host().http}/api/rooms${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

it('[SE39] lets in who was asked, and whoever is sent away hears no more on any device', async () => {
  const [a, b] = [await person(host(), '주인'), await person(host(), '손님')]
  const { roomId } = (await (await post(a, '', { name: '비밀', kind: 'private' })).json()) as Room
  const own = await b.stomp.subscribe<OwnRoomSignal>(TOPIC.ownRooms)
  expect((await post(a, `/${roomId}/invitations`, { userId: b.user.userId })).status).toBe(204)
  expect(await own.next()).toMatchObject({ type: 'INVITED', roomId, name: '비밀' })
  await b.stomp.enter(roomId)

  const devices = [b.stomp, await connectAgain(host(), b.rest)]
  const heard = await Promise.all(devices.map((device) => device.follow(roomId)))
  const refusals = await Promise.all(devices.map((device) => device.subscribe<RefusalBody>(TOPIC.errors)))
  expect((await post(a, `/${roomId}/remove`, { userId: b.user.userId })).status).toBe(204)
  for (const inbox of refusals)
    expect(await inbox.next()).toMatchObject({ code: 'REMOVED', destination: inRoom(TOPIC.room, roomId) })

  const before = heard.map(({ all }) => all.length)
  await a.stomp.talk(roomId, '이제 우리끼리')
  // What was sent before this receipt has come before it.
  for (const device of devices) await device.subscribe(TOPIC.rooms)
  expect(heard.map(({ all }) => all.length)).toEqual(before)
  await expect(b.rest.page(roomId)).rejects.toThrow('404 NO_SUCH_ROOM')
})

it('[CH18] has one room for two people, in which both talk', async () => {
  const [a, b] = [await person(host(), '하나'), await person(host(), '둘')]
  const own = await b.stomp.subscribe<OwnRoomSignal>(TOPIC.ownRooms)
  const { roomId } = (await (await post(a, '/direct', { userId: b.user.userId })).json()) as Room
  expect(await own.next()).toMatchObject({
    type: 'ROOM_ADDED',
    room: { roomId, name: '하나', kind: 'direct' },
  })
  const heard = await b.stomp.follow(roomId)
  await a.stomp.talk(roomId, '안녕')
  expect(await heard.next()).toMatchObject({ seq: 1, message: '안녕', senderId: a.user.userId })
  await b.stomp.talk(roomId, '반가워')
  expect((await a.rest.history(roomId)).map(({ message }) => message)).toEqual(['안녕', '반가워'])
})
