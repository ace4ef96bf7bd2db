// A host that was started with --open-topics: clients send to each other beside the rooms, whatever they speak.
import { describe, expect, it } from 'vitest'
import { frameText } from '../support/frame-text.ts'
import { hostForAll } from '../support/host-process.ts'
import { openSockJs } from '../support/raw-sockjs.ts'
import { openTcp } from '../support/raw-tcp.ts'
import { openWebSocket } from '../support/raw-websocket.ts'
import { person } from './people.ts'

const open = hostForAll('--open-topics', '--stomp-port', '0')
const closed = hostForAll()

const TOPIC = '/topic/pictures'
const connect = (nickname: string) => frameText('CONNECT', { 'accept-version': '1.2', host: 'h', nickname })
const SUBSCRIBE = frameText('SUBSCRIBE', { id: 's', destination: TOPIC, receipt: 'subscribed' })

/** A line to the open host, connected and subscribed, on each transport. */
async function listeners() {
  const lines = [
    await openTcp(open().stomp),
    await openWebSocket(open().ws),
    await openSockJs(open().http, 'xhr_streaming'),
  ]
  for (const line of lines) {
    await line.send(connect('듣는이') + SUBSCRIBE)
    await line.frames.take(2)
  }
  return lines
}

describe('with --open-topics', () => {
  it('[RT8] what is sent to a topic or a queue goes to all who listen there', async () => {
    const [a, b] = [await person(open(), '보내는이'), await person(open(), '듣는이')]
    for (const destination of ['/topic/greeting', '/queue/jobs/1']) {
      const [own, others] = [await a.stomp.subscribe(destination), await b.stomp.subscribe(destination)]
      await a.stomp.sendForReceipt(destination, '{"n":1}')
      expect([await own.next(), await others.next()]).toEqual([{ n: 1 }, { n: 1 }])
    }
  })

  it('[RT9] a person is reached by the user-id that CONNECTED told them', async () => {
    const [a, b] = [await person(open(), '편지'), await person(open(), '받는이')]
    const inbox = await b.stomp.subscribe('/user/queue/letters')
    await a.stomp.sendForReceipt(`/user/${b.stomp.welcome.headers['user-id']}/queue/letters`, '"하나"')
    expect(await inbox.next()).toBe('하나')
  })

  it('[BR15] bytes that are no text reach all but those by SockJS, who miss nothing else', async () => {
    const [tcp, webSocket, sockJs] = await listeners()
    const sender = await openTcp(open().stomp)
    sender.send(connect('보내는이'))
    const { headers } = await sender.frames.next()
    const picture = Buffer.concat([
      Buffer.from(frameText('SEND', { destination: TOPIC, 'content-length': '2' }).slice(0, -1)),
      Buffer.of(0xff, 0xfe, 0),
    ])
    sender.send(picture)
    sender.send(frameText('SEND', { destination: TOPIC, 'content-type': 'text/plain' }, '설명'))
    for (const line of [tcp, webSocket]) {
      const [bytes, text] = (await line?.frames.take(2)) ?? []
      expect(bytes?.headers).toMatchObject({ 'sender-id': headers['user-id'], 'content-length': '2' })
      expect(bytes?.headers).not.toHaveProperty('content-type')
      expect(text).toMatchObject({ body: '설명', headers: { 'content-type': 'text/plain' } })
    }
    expect(await sockJs?.frames.next()).toMatchObject({ body: '설명' })
  })
})

describe('without it', () => {
  it.each(['/topic/greeting', '/queue/work', '/user/queue/letters', '/user/somebody/queue/letters'])(
    '[RT8] nothing is at %s',
    async (destination) => {
      const { stomp } = await person(closed(), '손님')
      const refusals = await stomp.subscribe<object>('/user/queue/errors')
      stomp.send(destination)
      expect(await refusals.next()).toMatchObject({ code: 'NO_SUCH_DESTINATION', destination })
    },
  )
})
