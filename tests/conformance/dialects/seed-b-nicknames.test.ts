// The system with nickname rooms, replayed: its page in Chromium by SockJS, beside people in the app.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hostForAll } from '../../support/host-process.ts'
import type { Entry } from '../../../protocol/entry.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import { person } from '../people.ts'
import { HAS_CHROMIUM, call, received, seedPages } from './seed-page.ts'

interface SeedRoom {
  roomId: RoomId
  roomName: string
}

describe.skipIf(!HAS_CHROMIUM)('seed B: nickname rooms', () => {
  const host = hostForAll()
  const open = seedPages(host)

  /** A page of somebody who has entered the room, and got their own notice. */
  async function guest(roomId: RoomId, nickname: string, before = 0): Promise<Page> {
    const page = await open('nicknames.html')
    await call(page, 'connect', roomId, nickname)
    await received(page, 1 + before)
    return page
  }

  /** Somebody in the app, and what they hear of a new room. */
  async function app() {
    const web = await person(host(), '앱')
    const { roomId } = await web.rest.createRoom('사랑방')
    const log = await web.stomp.follow(roomId)
    await web.stomp.enter(roomId)
    await log.next()
    return { web, roomId, log }
  }

  const line = (roomId: RoomId) => (type: string, sender: string, message: string) => ({
    type,
    roomId,
    sender,
    message,
  })

  it('makes rooms by a form, lists them and finds one, without having signed in', async () => {
    const page = await open('nicknames.html')
    const room = await call<SeedRoom>(page, 'createRoom', '우리 방')
    expect(room).toEqual({ roomId: room.roomId, roomName: '우리 방' })
    expect(await call(page, 'findAllRooms')).toContainEqual(room)
    expect(await call(page, 'findRoom', room.roomId)).toEqual(room)
    const web = await person(host(), '앱')
    expect(await web.rest.room(room.roomId)).toMatchObject({ name: '우리 방', joined: false })
  })

  it('enters, talks and leaves with the others of the room, each entry once and in its own words', async () => {
    const { web, roomId, log } = await app()
    const say = line(roomId)
    const [a, b] = [await guest(roomId, '하늘'), await guest(roomId, '바다')]
    await call(a, 'send', 'TALK', '안녕하세요 <b>여러분</b> 👍🏽')
    await received(b, 2)
    await web.stomp.talk(roomId, '어서 오세요')
    await received(b, 3)
    await call(b, 'send', 'LEAVE')
    expect(await received(a, 5)).toEqual([
      say('ENTER', '하늘', '하늘님이 입장하였습니다.'),
      say('ENTER', '바다', '바다님이 입장하였습니다.'),
      say('TALK', '하늘', '안녕하세요 <b>여러분</b> 👍🏽'),
      say('TALK', '앱', '어서 오세요'),
      say('LEAVE', '바다', '바다님이 퇴장하였습니다.'),
    ])
    const entries = (await log.take(5)) as Entry[]
    expect(entries.map(({ type, sender, message }) => [type, sender, message])).toEqual([
      ['ENTER', '하늘', ''],
      ['ENTER', '바다', ''],
      ['TALK', '하늘', '안녕하세요 <b>여러분</b> 👍🏽'],
      ['TALK', '앱', '어서 오세요'],
      ['LEAVE', '바다', ''],
    ])
  })

  it('writes one notice where somebody enters twice, and leaves and then disconnects', async () => {
    const { roomId, log } = await app()
    const [a, b] = [await guest(roomId, '하늘'), await guest(roomId, '바다')]
    await call(b, 'send', 'ENTER')
    await call(b, 'send', 'TALK', '두 번')
    await received(a, 3)
    await call(b, 'send', 'LEAVE')
    await received(a, 4)
    await call(b, 'ws.disconnect')
    await call(a, 'send', 'TALK', '갔네요')
    const types = ((await log.take(5)) as Entry[]).map(({ type, sender }) => `${type} ${sender}`)
    expect(types).toEqual(['ENTER 하늘', 'ENTER 바다', 'TALK 바다', 'LEAVE 바다', 'TALK 하늘'])
  })

  it('writes nothing where somebody disconnects without leaving', async () => {
    const { roomId } = await app()
    const [a, b] = [await guest(roomId, '하늘'), await guest(roomId, '바다')]
    await b.close()
    await call(a, 'send', 'TALK', '조용히 갔네요')
    expect((await received(a, 3)).at(-1)).toMatchObject({ type: 'TALK', message: '조용히 갔네요' })
  })

  it('refuses another name later, to the sender alone, and the connection lives', async () => {
    const { roomId } = await app()
    const page = await guest(roomId, '하늘')
    await page.evaluate(
      "ws.subscribe('/user/queue/errors', function (message) { recvMessage(JSON.parse(message.body)) }); sender = '바다'",
    )
    await call(page, 'send', 'TALK', '누구게')
    expect((await received(page, 2)).at(-1)).toMatchObject({ code: 'OTHER_NAME' })
    await page.evaluate("sender = '하늘'")
    await call(page, 'send', 'TALK', '저예요')
    expect((await received(page, 3)).at(-1)).toMatchObject({ sender: '하늘', message: '저예요' })
  })
})
