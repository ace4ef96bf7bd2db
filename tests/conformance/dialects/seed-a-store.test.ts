// The system of stores and their customers, replayed: its client over SockJS with its token, and its requests.
import SockJS from 'sockjs-client-1.5'
import Stomp, { type OldClient, type OldFrame } from 'stompjs'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { hostForAll } from '../../support/host-process.ts'
import { Inbox, inTime } from '../../support/inbox.ts'
import { call, comeAsGuest } from '../../support/rest-calls.ts'
import { person } from '../people.ts'

interface SeedRoom {
  id: RoomId
  name: string
}

describe('seed A: stores and customers', () => {
  const host = hostForAll()

  /** A client as its pages had it: the token in the headers of CONNECT and of each SEND. */
  async function connect(token: string): Promise<OldClient> {
    const client = Stomp.over(new SockJS(`${host().http}/chatting`))
    client.debug = null
    onTestFinished(() => {
      if (client.connected) client.disconnect(() => {})
    })
    const connected = new Promise<void>((resolve, reject) =>
      client.connect({ 'X-AUTH-TOKEN': token }, resolve, (reason) => reject(new Error(codeOf(reason)))),
    )
    await inTime(connected, 'CONNECTED')
    return client
  }

  /** Somebody with a token, who listens to a room and has entered it. */
  async function customer(nickname: string, roomId: RoomId) {
    const { token } = await comeAsGuest(host().http, nickname)
    const client = await connect(token)
    const heard = new Inbox<unknown>(nickname)
    const headers = { 'X-AUTH-TOKEN': token }
    client.subscribe(`/sub/chat/room/${roomId}`, ({ body }) => heard.put(JSON.parse(body)))
    const say = (type: string, message?: string) =>
      client.send('/pub/chat/message', headers, JSON.stringify({ type, roomId, message }))
    say('ENTER')
    await heard.next()
    return { client, heard, say }
  }

  const request = (token: string, path: string, init: RequestInit = {}) =>
    call<{ data: SeedRoom; list: SeedRoom[] }>(`${host().http}/chat/${path}`, {
      ...init,
      headers: { 'X-AUTH-TOKEN': token, 'Content-Type': 'application/json' },
    })

  it('makes, lists and finds rooms in its envelopes', async () => {
    const { token } = await comeAsGuest(host().http, '가게')
    const succeeded = { success: true, code: 0, msg: '성공하였습니다.' }
    const made = await request(token, 'room', { method: 'POST', body: JSON.stringify({ name: '문의' }) })
    const room = made.body.data
    expect(made).toEqual({ status: 200, body: { ...succeeded, data: { id: room.id, name: '문의' } } })
    expect((await request(token, `room/${room.id}`)).body).toEqual({ ...succeeded, data: room })
    expect((await request(token, 'rooms')).body.list).toContainEqual(room)
    for (const path of ['customer', 'store']) expect((await request(token, path)).status).toBe(200)
  })

  it('enters, talks and quits with the others of the room, in its own words', async () => {
    const web = await person(host(), '앱')
    const { roomId, name } = await web.rest.createRoom('문의')
    await web.stomp.enter(roomId)
    const a = await customer('하늘', roomId)
    const b = await customer('바다', roomId)
    a.say('TALK', '있나요?')
    await a.heard.take(2)
    await web.stomp.talk(roomId, '있어요')
    b.say('ENTER')
    b.say('QUIT')
    const chatRoom = { id: roomId, name }
    expect(await a.heard.take(2)).toEqual([
      { id: 5, type: 'TALK', sender: '앱', message: '있어요', chatRoom },
      { id: 6, type: 'QUIT', sender: '[알림]', message: '바다님이 퇴장하셨습니다.', chatRoom },
    ])
    expect(a.heard.all.slice(0, 3)).toEqual([
      { id: 2, type: 'ENTER', sender: '[알림]', message: '하늘님이 입장하셨습니다.', chatRoom },
      { id: 3, type: 'ENTER', sender: '[알림]', message: '바다님이 입장하셨습니다.', chatRoom },
      { id: 4, type: 'TALK', sender: '하늘', message: '있나요?', chatRoom },
    ])
    const entries = await web.rest.history(roomId)
    expect(entries.map(({ type, sender, message }) => `${type} ${sender} ${message}`.trim())).toEqual([
      'ENTER 앱',
      'ENTER 하늘',
      'ENTER 바다',
      'TALK 하늘 있나요?',
      'TALK 앱 있어요',
      'LEAVE 바다',
    ])
  })

  it('writes one notice where somebody enters twice and quits before they go, and none where they only go', async () => {
    const web = await person(host(), '앱')
    const { roomId } = await web.rest.createRoom('문의')
    const [a, b, c] = [
      await customer('하늘', roomId),
      await customer('바다', roomId),
      await customer('별', roomId),
    ]
    for (const type of ['ENTER', 'QUIT']) b.say(type)
    // Each has heard their own notice; then the two others', and that the second has quit.
    await a.heard.take(3)
    for (const { client } of [b, c])
      await inTime(new Promise<void>((resolve) => client.disconnect(resolve)), 'the end of a connection')
    a.say('TALK', '다 갔네요')
    expect(await a.heard.next()).toMatchObject({ id: 5, type: 'TALK', message: '다 갔네요' })
    const entries = await web.rest.history(roomId)
    expect(entries.map(({ type, sender }) => `${type} ${sender}`)).toEqual([
      'ENTER 하늘',
      'ENTER 바다',
      'ENTER 별',
      'LEAVE 바다',
      'TALK 하늘',
    ])
  })

  it.each(['', 'x.y.z'])('is not let in with the token %j', async (token) => {
    await expect(connect(token)).rejects.toThrow(token === '' ? 'UNAUTHENTICATED' : 'TOKEN_INVALID')
  })
})

/** The code of the ERROR that ended it. */
function codeOf(reason: unknown): string {
  return (reason as OldFrame).headers?.['code'] ?? String(reason)
}
