// The board's chat, replayed: STOMP on a bare WebSocket, and a CONNECT that is checked.
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { frameText } from '../../support/frame-text.ts'
import { hostForAll } from '../../support/host-process.ts'
import { openWebSocket } from '../../support/raw-websocket.ts'
import { comeAsGuest } from '../../support/rest-calls.ts'
import { person } from '../people.ts'

describe('seed C: the chat of a board', () => {
  const host = hostForAll()

  async function open(headers: Record<string, string>) {
    const line = await openWebSocket(`${host().http.replace('http', 'ws')}/ws/chat`, [])
    onTestFinished(() => line.cut())
    line.send(frameText('CONNECT', { 'accept-version': '1.1,1.0', 'heart-beat': '0,0', ...headers }))
    return line
  }

  /** A member of the board, who listens to a room and has entered it. */
  async function member(nickname: string, roomId: RoomId) {
    const { token, signedIn } = await comeAsGuest(host().http, nickname)
    const senderId = signedIn.user.userId
    const line = await open({ Authorization: `Bearer ${token}` })
    expect((await line.frames.next()).command).toBe('CONNECTED')
    line.send(frameText('SUBSCRIBE', { id: 'sub-0', destination: `/topic/chat/room/${roomId}` }))
    const say = (type: string, detailMessage: string | null = null) => {
      const body = JSON.stringify({ type, roomId, detailMessage, senderId })
      line.send(frameText('SEND', { destination: '/app/message' }, body))
    }
    const hear = async () => JSON.parse((await line.frames.next()).body) as unknown
    say('ENTER')
    expect(await hear()).toEqual({
      type: 'ENTER',
      roomId,
      senderId,
      detailMessage: `${nickname}님이 입장하였습니다.`,
    })
    return { line, senderId, say, hear }
  }

  it('enters, talks and leaves with the others of the room', async () => {
    const web = await person(host(), '앱')
    const { roomId } = await web.rest.createRoom('게시판')
    await web.stomp.enter(roomId)
    const a = await member('하늘', roomId)
    const b = await member('바다', roomId)
    await a.hear()
    b.say('TALK', '글 봤어요')
    expect(await a.hear()).toEqual({
      type: 'TALK',
      roomId,
      senderId: b.senderId,
      detailMessage: '글 봤어요',
    })
    await web.stomp.talk(roomId, '저도요')
    expect(await a.hear()).toEqual({
      type: 'TALK',
      roomId,
      senderId: web.user.userId,
      detailMessage: '저도요',
    })
    b.say('LEAVE')
    b.line.send(frameText('DISCONNECT', { receipt: 'bye' }))
    expect(await a.hear()).toMatchObject({ type: 'LEAVE', detailMessage: '바다님이 퇴장하였습니다.' })
    const entries = await web.rest.history(roomId)
    expect(entries.map(({ type, sender }) => `${type} ${sender}`)).toEqual([
      'ENTER 앱',
      'ENTER 하늘',
      'ENTER 바다',
      'TALK 바다',
      'TALK 앱',
      'LEAVE 바다',
    ])
  })

  it('writes one notice where somebody enters twice, and none where their connection is cut', async () => {
    const web = await person(host(), '앱')
    const { roomId } = await web.rest.createRoom('게시판')
    const a = await member('하늘', roomId)
    const b = await member('바다', roomId)
    await a.hear()
    b.say('ENTER')
    b.say('TALK', '두 번')
    expect(await a.hear()).toMatchObject({ type: 'TALK', detailMessage: '두 번' })
    b.line.cut()
    await b.line.closed()
    a.say('TALK', '조용히 갔네요')
    expect(await a.hear()).toMatchObject({ type: 'TALK', detailMessage: '조용히 갔네요' })
    const entries = await web.rest.history(roomId)
    expect(entries.map(({ type }) => type)).toEqual(['ENTER', 'ENTER', 'TALK', 'TALK'])
  })

  it('is told of a message that speaks for somebody else, and lives on', async () => {
    const web = await person(host(), '앱')
    const { roomId } = await web.rest.createRoom('게시판')
    const a = await member('하늘', roomId)
    a.line.send(frameText('SUBSCRIBE', { id: 'sub-1', destination: '/user/queue/errors' }))
    const forged = { type: 'TALK', roomId, detailMessage: 'x', senderId: web.user.userId }
    a.line.send(frameText('SEND', { destination: '/app/message' }, JSON.stringify(forged)))
    expect(await a.hear()).toMatchObject({ code: 'OTHER_NAME' })
    a.say('TALK', '저예요')
    expect(await a.hear()).toMatchObject({ detailMessage: '저예요' })
  })

  it.each([
    ['UNAUTHENTICATED', {}],
    ['TOKEN_INVALID', { Authorization: 'Bearer x.y.z' }],
  ])('is refused at CONNECT: %s, %j', async (code, headers) => {
    const line = await open(headers)
    expect(await line.frames.next()).toMatchObject({ command: 'ERROR', headers: { code } })
    expect(await line.closed()).toBe(1008)
  })
})
