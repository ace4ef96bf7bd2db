// STOMP over SockJS: by bare requests, and by the real sockjs-client and @stomp/stompjs in each of its transports.
import SockJS from 'sockjs-client'
import { describe, expect, it } from 'vitest'
import { APP, TOPIC, inRoom } from '../../protocol/destinations.ts'
import { frameText } from '../support/frame-text.ts'
import { hostForAll, startHost } from '../support/host-process.ts'
import { openSockJs, type SockJsTransport } from '../support/raw-sockjs.ts'
import { openWebSocket } from '../support/raw-websocket.ts'
import { StompClient } from '../support/stomp-client.ts'
import { person } from './people.ts'

const host = hostForAll('--open-topics')

describe.each<SockJsTransport>(['xhr_streaming', 'xhr', 'eventsource'])(
  'bare requests by %s',
  (transport) => {
    it('connect, enter, talk, get the receipts and the entries, and take their leave', async () => {
      const web = await person(host(), '웹')
      const { roomId } = await web.rest.createRoom('사랑방')
      await web.stomp.enter(roomId)
      const guest = await openSockJs(host().http, transport)
      await guest.send(frameText('CONNECT', { 'accept-version': '1.2', host: 'h', nickname: '손님' }))
      expect(await guest.frames.next()).toMatchObject({ command: 'CONNECTED', headers: { version: '1.2' } })
      await guest.send(
        frameText('SUBSCRIBE', { id: 's', destination: inRoom(TOPIC.room, roomId), receipt: 'sub' }) +
          frameText('SEND', { destination: inRoom(APP.enter, roomId), receipt: 'enter' }),
      )
      const answers = await guest.frames.take(3)
      expect(answers.map(({ command }) => command).toSorted()).toEqual(['MESSAGE', 'RECEIPT', 'RECEIPT'])
      await web.stomp.talk(roomId, '들립니다 👍🏽')
      expect(JSON.parse((await guest.frames.next()).body)).toMatchObject({ seq: 3, message: '들립니다 👍🏽' })
      await guest.send(frameText('DISCONNECT', { receipt: 'bye' }))
      expect(await guest.frames.next()).toMatchObject({ headers: { 'receipt-id': 'bye' } })
      expect(await guest.closed()).toEqual({ code: 1000, reason: '' })
    })
  },
)

describe.each(['websocket', 'xhr-streaming', 'xhr-polling', 'eventsource'])(
  'sockjs-client by %s',
  (transport) => {
    it('carries STOMP both ways', async () => {
      const web = await person(host(), '웹')
      const { roomId } = await web.rest.createRoom('사랑방')
      const opened = new SockJS(`${host().http}/ws`, null, { transports: transport, timeout: 60_000 })
      const client = await StompClient.connect(
        host().ws,
        { nickname: '손님' },
        { webSocketFactory: () => opened },
      )
      expect(opened.transport).toBe(transport)
      await client.enter(roomId)
      const log = await client.follow(roomId, 0)
      expect(await log.take(2)).toMatchObject([{ type: 'ENTER' }, { type: 'CAUGHT_UP' }])
      const texts = Array.from({ length: 20 }, (_, index) => `${index} ${'가'.repeat(1_000)}`)
      await Promise.all(texts.map((text) => client.talk(roomId, text)))
      expect((await log.take(20)).map((entry) => 'message' in entry && entry.message)).toEqual(texts)
      await client.disconnect()
    })
  },
)

it('spares a connection of text alone what is no text, and goes on with the next', async () => {
  const topic = { destination: '/topic/pictures' }
  const guest = await openSockJs(host().http)
  await guest.send(
    frameText('CONNECT', { 'accept-version': '1.2', nickname: '손님' }) +
      frameText('SUBSCRIBE', { id: 's', ...topic, receipt: 'sub' }),
  )
  await guest.frames.take(2)
  const sender = await openWebSocket(host().ws)
  sender.send(frameText('CONNECT', { 'accept-version': '1.2', nickname: '사진사' }))
  sender.send(Buffer.concat([Buffer.from('SEND\ndestination:/topic/pictures\n\n'), Buffer.of(0xff, 0xd8, 0)]))
  sender.send(frameText('SEND', topic, '그림'))
  expect(await guest.frames.next()).toMatchObject({ command: 'MESSAGE', body: '그림' })
  guest.cut()
  sender.cut()
})

it('tells everybody when the host stops, and waits for nobody who is away', async () => {
  const stopping = await startHost()
  const clients = await Promise.all(
    (['xhr_streaming', 'xhr', 'eventsource'] as const).map((transport) =>
      openSockJs(stopping.http, transport),
    ),
  )
  const away = await fetch(`${stopping.http}/ws/000/away/xhr`, { method: 'POST' })
  expect(await away.text()).toBe('o\n')
  const stopped = stopping.stop()
  for (const client of clients) {
    expect(await client.frames.next()).toMatchObject({ command: 'ERROR', headers: { code: 'SHUTTING_DOWN' } })
    await client.closed()
  }
  expect(await clients[0]?.closed()).toEqual({ code: 1001, reason: 'The host is stopping.' })
  expect(await stopped).toBe(0)
})
