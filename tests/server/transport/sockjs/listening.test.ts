// Requests by which a SockJS client listens: what it gets by each transport, how sessions begin and end.
import { describe, expect, it } from 'vitest'
import { openSockJs, type SockJsTransport } from '../../../support/raw-sockjs.ts'
import { until } from '../../../support/turns.ts'
import { ask, begin, serveSockJs } from './served-sockjs.ts'

const CONNECT = 'CONNECT\naccept-version:1.2\nnickname:a\n\n\0'
const BAD_FIRST_FRAME = 'SEND\n\n\0'

/** The frames of a polled answer. */
function messagesIn(answer: string): string[] {
  return JSON.parse(answer.trim().slice(1)) as string[]
}

describe('a session', () => {
  it.each<SockJsTransport>(['xhr', 'xhr_streaming', 'eventsource'])(
    '[TR10] by %s gets each frame as one message',
    async (transport) => {
      const { http, chat } = await serveSockJs()
      const roomId = await chat.createRoom()
      const talker = await chat.member('t', roomId)
      const client = await openSockJs(http, transport)
      await client.send(`${CONNECT}SUBSCRIBE\nid:1\ndestination:/topic/rooms/${roomId}\nreceipt:r\n\n\0`)
      await client.frames.take(2)
      const texts = Array.from({ length: 50 }, (_, index) => `${index} 100% 안녕\r\n👍🏽`)
      texts.forEach((message, index) => talker.command('talk', roomId, { message, nonce: `${index}` }))
      const bodies = (await client.frames.take(50)).map(({ body }) => JSON.parse(body) as { message: string })
      expect(bodies.map(({ message }) => message)).toEqual(texts.map((text) => text.replace('\r\n', '\n')))
      client.cut()
    },
  )

  it('[TR10] gets all that waited for it in one answer', async () => {
    const { session } = await serveSockJs()
    const url = session()
    expect((await ask(`${url}/xhr`)).body).toBe('o\n')
    const subscribe = (id: number) => `SUBSCRIBE\nid:${id}\ndestination:/topic/rooms\nreceipt:${id}\n\n\0`
    const body = JSON.stringify([CONNECT, subscribe(1) + subscribe(2)])
    expect(await ask(`${url}/xhr_send`, { body })).toMatchObject({ status: 204 })
    const commands = messagesIn((await ask(`${url}/xhr`)).body).map((frame) => frame.split('\n')[0])
    expect(commands).toEqual(['CONNECTED', 'RECEIPT', 'RECEIPT'])
  })

  it('[TR10] is one for its name, whatever stands before it', async () => {
    const { http, chat } = await serveSockJs()
    await ask(`${http}/ws/0/name/xhr`)
    const body = JSON.stringify([CONNECT])
    expect(await ask(`${http}/ws/other/name/xhr_send`, { body })).toMatchObject({ status: 204 })
    expect((await ask(`${http}/ws/third/name/xhr`)).body).toContain('CONNECTED')
    expect(chat.sessions.size).toBe(1)
  })

  it.each(['__proto__', 'constructor', 'a%2Fb', '%ED%95%9C'])('[TR10] may be called %s', async (name) => {
    const { http, chat } = await serveSockJs()
    expect(await ask(`${http}/ws/0/${name}/xhr_send`, { body: '[]' })).toMatchObject({ status: 404 })
    expect((await ask(`${http}/ws/0/${name}/xhr`)).body).toBe('o\n')
    await until(() => chat.sessions.size === 1, 'the session')
    expect(await ask(`${http}/ws/0/${name}/xhr_send`, { body: '[]' })).toMatchObject({ status: 204 })
  })

  it('[TR10] has one listener: the second is told, and the first goes on', async () => {
    const { session } = await serveSockJs()
    const url = session()
    const first = await begin(`${url}/xhr_streaming`)
    expect((await ask(`${url}/xhr`)).body).toBe('c[2010,"Another connection still open"]\n')
    await ask(`${url}/xhr_send`, { body: JSON.stringify([CONNECT]) })
    let heard = ''
    for await (const chunk of first.setEncoding('utf8')) {
      heard += chunk as string
      if (heard.includes('CONNECTED')) break
    }
    expect(heard).toContain('o\na["CONNECTED')
  })

  it('has its requests measured as all are, and its name nowhere', async () => {
    const { http } = await serveSockJs()
    await ask(`${http}/ws/0/secret/xhr`)
    const { body } = await ask(`${http}/metrics`, { method: 'GET' })
    expect(body).toContain('method="POST",route="/ws/:server/:session/xhr",status="200"')
    expect(body).not.toContain('secret')
  })

  it('[SE15] ends when its listener goes', async () => {
    const { chat, http } = await serveSockJs()
    const client = await openSockJs(http)
    await client.send(CONNECT)
    await client.frames.next()
    client.cut()
    await until(() => chat.sessions.size === 0, 'the end of the session')
  })
})

describe('the end of a session', () => {
  it.each<SockJsTransport>(['xhr', 'xhr_streaming', 'eventsource'])(
    '[TR16] by %s comes after the ERROR, with its code',
    async (transport) => {
      const { http, chat } = await serveSockJs()
      const client = await openSockJs(http, transport)
      await client.send(BAD_FIRST_FRAME)
      expect((await client.frames.next()).headers['code']).toBe('NOT_CONNECTED')
      const reason = 'The first frame must be CONNECT or STOMP.'
      expect(await client.closed()).toEqual({ code: 1002, reason })
      await until(() => chat.sessions.size === 0, 'the end of the session')
    },
  )

  it('[TR16] is told to a client that was away when it came, and told again', async () => {
    const { session, chat } = await serveSockJs()
    const url = session()
    await ask(`${url}/xhr`)
    await ask(`${url}/xhr_send`, { body: JSON.stringify([BAD_FIRST_FRAME]) })
    expect((await ask(`${url}/xhr`)).body).toContain('code:NOT_CONNECTED')
    const closed = 'c[1002,"The first frame must be CONNECT or STOMP."]\n'
    expect((await ask(`${url}/xhr`)).body).toBe(closed)
    expect((await ask(`${url}/xhr`)).body).toBe(closed)
    await until(() => chat.sessions.size === 0, 'the end of the session')
  })
})

describe('other transports', () => {
  it.each([
    ['GET', '/0/s/jsonp?c=x'],
    ['POST', '/0/s/jsonp_send'],
    ['GET', '/0/s/htmlfile?c=x'],
    ['GET', '/iframe.html'],
    ['GET', '/iframe-1.6.1.html'],
    ['POST', '/chunking_test'],
    ['GET', '/0/s/xhr'],
    ['POST', '/0/s/eventsource'],
    ['GET', '/0/s/websocket'],
    ['GET', ''],
    ['GET', '/'],
  ] as const)('[TR10] %s %s are not there', async (method, path) => {
    const { http, chat } = await serveSockJs()
    expect(await ask(`${http}/ws${path}`, { method })).toMatchObject({ status: 404, code: 'NO_SUCH_PATH' })
    expect(chat.sessions.size).toBe(0)
  })

  it('[TR10] the client is told to try a WebSocket first, and that cookies are not needed', async () => {
    const { http } = await serveSockJs()
    const { headers, body } = await ask(`${http}/ws/info?t=1`, { method: 'GET' })
    expect(JSON.parse(body)).toMatchObject({ websocket: true, cookie_needed: false })
    expect(headers['cache-control']).toContain('no-store')
  })
})
