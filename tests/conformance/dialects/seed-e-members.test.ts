// The chat for members, replayed: sign-up, login, requests with its token, and its client over SockJS.
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { frameText } from '../../support/frame-text.ts'
import { hostForAll, startHost } from '../../support/host-process.ts'
import { openWebSocket } from '../../support/raw-websocket.ts'
import { person } from '../people.ts'
import { memberOf, type Member } from './members.ts'

describe('seed E: the chat for members', () => {
  const host = hostForAll()
  const signUp = (name: string) => memberOf(host(), name)

  /** Two members in a group that the first of them made. */
  async function group(roomName: string) {
    const [a, b] = [await signUp('하늘'), await signUp('바다')]
    const { body: room } = await a.post<{ roomId: RoomId }>(`/chat/room/group/create?roomName=${roomName}`)
    expect((await b.post(`/chat/room/group/${room.roomId}/join`)).status).toBe(200)
    return { a, b, roomId: room.roomId }
  }

  const said = (roomId: RoomId) => (senderEmail: string, message: string) => ({
    roomId,
    senderEmail,
    message,
  })

  it('makes groups, lists them, joins and leaves them', async () => {
    const { a, b, roomId } = await group('우리 방')
    expect((await b.get('/chat/room/group/list')).body).toContainEqual({ roomId, roomName: '우리 방' })
    expect((await b.request('DELETE', `/chat/room/group/${roomId}/leave`)).status).toBe(200)
    expect((await b.get('/chat/my/rooms')).body).toEqual([])
    expect((await a.get('/chat/my/rooms')).body).toMatchObject([{ roomId, unReadCount: 0 }])
    const web = await person(host(), '앱')
    const entries = await web.rest.history(roomId)
    expect(entries.map(({ type, sender }) => `${type} ${sender}`)).toEqual([
      'ENTER 하늘',
      'ENTER 바다',
      'LEAVE 바다',
    ])
  })

  it.each(['app', 'publish'] as const)('talks with the app by /%s, each message once', async (prefix) => {
    const { a, b, roomId } = await group('방')
    const web = await person(host(), '앱')
    const log = await web.stomp.follow(roomId)
    await web.stomp.enter(roomId)
    const heard = [await a.listen(roomId), await b.listen(roomId)]
    await a.say(roomId, '안녕하세요 <b>여러분</b> 👍🏽', prefix)
    await heard[1]?.next()
    await web.stomp.talk(roomId, '어서 오세요')
    const all = [said(roomId)('하늘', '안녕하세요 <b>여러분</b> 👍🏽'), said(roomId)('앱', '어서 오세요')]
    expect([await heard[0]?.take(2), await heard[1]?.next()]).toEqual([all, all[1]])
    expect(await log.take(3)).toMatchObject([
      { type: 'ENTER', sender: '앱' },
      { type: 'TALK', sender: '하늘', message: '안녕하세요 <b>여러분</b> 👍🏽' },
      { type: 'TALK', sender: '앱' },
    ])
    expect((await b.get(`/chat/history/${roomId}`)).body).toEqual(all)
  })

  it('counts what somebody has not read, until they have', async () => {
    const { a, b, roomId } = await group('방')
    const heard = await a.listen(roomId)
    for (const message of ['하나', '둘', '셋']) await a.say(roomId, message)
    await heard.take(3)
    const mine = { roomId, roomName: '방', isGroupChat: 'Y' }
    expect((await b.get('/chat/my/rooms')).body).toEqual([{ ...mine, unReadCount: 3 }])
    expect((await b.post(`/chat/room/${roomId}/read`)).status).toBe(200)
    expect((await b.get('/chat/my/rooms')).body).toEqual([{ ...mine, unReadCount: 0 }])
  })

  it('opens a room of two, which nobody else gets into', async () => {
    const [a, b, stranger] = [await signUp('하늘'), await signUp('바다'), await signUp('남')]
    const open = (from: Member, to: Member) =>
      from.post<RoomId>(`/chat/room/private/create?otherMemberId=${to.id}`)
    const { body: roomId } = await open(a, b)
    expect((await open(b, a)).body).toBe(roomId)
    const heard = await b.listen(roomId)
    await a.say(roomId, '우리 둘만')
    expect(await heard.next()).toEqual(said(roomId)('하늘', '우리 둘만'))
    expect((await b.get('/chat/my/rooms')).body).toEqual([
      { roomId, roomName: '하늘', isGroupChat: 'N', unReadCount: 1 },
    ])
    await expect(stranger.listen(roomId)).rejects.toThrow('NO_SUCH_ROOM')
    await expect(stranger.say(roomId, '나도')).rejects.toThrow('NO_SUCH_ROOM')
    for (const path of [`/chat/history/${roomId}`, '/chat/history/none'])
      expect(await stranger.get(path)).toMatchObject({ status: 404, body: { code: 'NO_SUCH_ROOM' } })
  })

  it('refuses SUBSCRIBE and SEND to whoever is not in the room, until they join', async () => {
    const { roomId } = await group('방')
    const late = await signUp('늦은이')
    await expect(late.listen(roomId)).rejects.toThrow('NOT_A_MEMBER')
    await expect(late.say(roomId, '저요')).rejects.toThrow('NOT_A_MEMBER')
    await late.post(`/chat/room/group/${roomId}/join`)
    const heard = await late.listen(roomId)
    await late.say(roomId, '저요')
    expect(await heard.next()).toEqual(said(roomId)('늦은이', '저요'))
  })

  it.each(['/connect', '/connect/websocket', '/ws'])('talks by a WebSocket at %s too', async (path) => {
    const { a, roomId } = await group('방')
    const line = await openWebSocket(`${host().http.replace('http', 'ws')}${path}`, [])
    onTestFinished(() => line.cut())
    line.send(frameText('CONNECT', { 'accept-version': '1.1', Authorization: `Bearer ${a.token}` }))
    line.send(frameText('SUBSCRIBE', { id: 's', destination: `/topic/${roomId}` }))
    line.send(frameText('SEND', { destination: `/app/${roomId}` }, JSON.stringify({ message: '안녕' })))
    expect((await line.frames.next()).command).toBe('CONNECTED')
    expect(JSON.parse((await line.frames.next()).body)).toEqual(said(roomId)('하늘', '안녕'))
  })

  it('writes nothing where somebody disconnects without leaving, or joins twice', async () => {
    const { a, b, roomId } = await group('방')
    await b.post(`/chat/room/group/${roomId}/join`)
    await b.listen(roomId)
    await b.disconnect()
    const heard = await a.listen(roomId)
    await a.say(roomId, '조용히 갔네요')
    await heard.next()
    const web = await person(host(), '앱')
    const types = (await web.rest.history(roomId)).map(({ type, sender }) => `${type} ${sender}`)
    expect(types).toEqual(['ENTER 하늘', 'ENTER 바다', 'TALK 하늘'])
  })

  it.each([
    ['UNAUTHENTICATED', null],
    ['TOKEN_INVALID', 'x.y.z'],
  ])('is refused at CONNECT: %s', async (code, token) => {
    const member = await signUp('하늘')
    await expect(member.connectWith(token)).rejects.toThrow(code)
  })

  it('is not let in with another password, or by an account that there is not', async () => {
    const member = await signUp('하늘')
    for (const credentials of [{ password: 'something else' }, { email: 'nobody@chat.test' }])
      expect(await member.logIn(credentials)).toMatchObject({ status: 401, body: { code: 'WRONG_LOGIN' } })
  })

  it('is not heard on a host that leaves it out', async () => {
    const without = await startHost('--dialects', 'store')
    for (const path of ['member/doLogin', 'chat/room/group/create'])
      expect((await fetch(`${without.http}/${path}`, { method: 'POST' })).status).toBe(404)
    expect((await fetch(`${without.http}/connect/info`)).status).toBe(404)
  })
})
