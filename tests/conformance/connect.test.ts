// Coming in with the real stompjs client: versions, subprotocols, who one is, and heart-beats.
import { once } from 'node:events'
import { Versions } from '@stomp/stompjs'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { frameText } from '../support/frame-text.ts'
import { hostForAll } from '../support/host-process.ts'
import { Inbox } from '../support/inbox.ts'
import { openWebSocket } from '../support/raw-websocket.ts'
import { comeAsGuest } from '../support/rest-calls.ts'
import { StompClient } from '../support/stomp-client.ts'

const host = hostForAll()

describe('who one is', () => {
  it('takes a guest by nickname and tells them their id', async () => {
    const client = await StompClient.connect(host().ws, { nickname: '철수' })
    expect(client.welcome.headers).toMatchObject({
      version: '1.2',
      'user-id': expect.stringMatching(/^[\w-]{36}$/) as string,
      server: expect.stringMatching(/^sarangbang\/\d/) as string,
    })
  })

  it.each([
    ['Authorization', (token: string) => ({ Authorization: `Bearer ${token}` })],
    ['X-AUTH-TOKEN', (token: string) => ({ 'X-AUTH-TOKEN': token })],
  ])('takes the person of a token in %s', async (_name, headers) => {
    const me = await comeAsGuest(host().http, '영희')
    const client = await StompClient.connect(host().ws, headers(me.token))
    expect(client.welcome.headers['user-id']).toBe(me.signedIn.user.userId)
  })
})

describe('versions', () => {
  it.each([
    [['1.0'], '1.0'],
    [['1.1'], '1.1'],
    [['1.2'], '1.2'],
    [['1.0', '1.1', '1.2'], '1.2'],
    [['1.0', '1.1'], '1.1'],
  ])('of %j speaks %s, and one can talk in it', async (versions, agreed) => {
    const me = await comeAsGuest(host().http, '민수')
    const { roomId } = await me.createRoom(`판 ${agreed}`)
    const config = { stompVersions: new Versions(versions) }
    const client = await StompClient.connect(host().ws, { Authorization: `Bearer ${me.token}` }, config)
    expect(client.welcome.headers['version']).toBe(agreed)
    const log = await client.follow(roomId)
    await client.enter(roomId)
    await client.talk(roomId, '콜론: 그리고 \\ 빗금')
    expect(await log.take(2)).toMatchObject([{ type: 'ENTER' }, { message: '콜론: 그리고 \\ 빗금' }])
    await client.disconnect()
    expect(await client.ended).toEqual({ code: 1000, error: null })
  })

  it('takes a CONNECT without accept-version for 1.0', async () => {
    const raw = await openWebSocket(host().ws)
    raw.send(frameText('CONNECT', { nickname: '옛날' }))
    expect((await raw.frames.next()).headers['version']).toBe('1.0')
  })

  it.each([
    [['v12.stomp', 'v11.stomp', 'v10.stomp'], 'v12.stomp'],
    [['v10.stomp'], 'v10.stomp'],
    [['mqtt', 'v11.stomp'], 'v11.stomp'],
    [[], ''],
  ])('of the subprotocols %j agrees on "%s"', async (offered, agreed) => {
    const webSocket = new WebSocket(host().ws, offered)
    await once(webSocket, 'open')
    expect(webSocket.protocol).toBe(agreed)
    webSocket.close()
  })
})

describe('heart-beats', () => {
  it('beats as often as it was asked to', async () => {
    const raw = await openWebSocket(host().ws)
    raw.send(frameText('CONNECT', { nickname: '맥박', 'accept-version': '1.2', 'heart-beat': '0,1000' }))
    expect((await raw.frames.next()).headers['heart-beat']).toBe('1000,0')
    expect((await raw.frames.next()).command).toBe('')
  })

  it('gives up a client that promised beats and is silent, and says so', async () => {
    const raw = await openWebSocket(host().ws)
    raw.send(frameText('CONNECT', { nickname: '침묵', 'accept-version': '1.2', 'heart-beat': '1000,0' }))
    const [, error] = await raw.frames.take(2)
    expect(error).toMatchObject({ command: 'ERROR', headers: { code: 'SILENT_PEER' } })
    expect(await raw.closed()).toBe(1008)
  })

  it('keeps a stompjs client that beats', async () => {
    const me = await comeAsGuest(host().http, '심장')
    const { roomId } = await me.createRoom('맥')
    const beats = new Inbox<string>('beats')
    const client = await StompClient.connect(
      host().ws,
      { Authorization: `Bearer ${me.token}` },
      { heartbeatOutgoing: 1000, heartbeatIncoming: 1000, onHeartbeatReceived: () => beats.put('beat') },
    )
    expect(client.welcome.headers['heart-beat']).toBe('1000,1000')
    await beats.take(3)
    await client.enter(roomId)
  })
})
