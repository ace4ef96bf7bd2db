// SockJS in a WebSocket: the letters around the frames, what is no SockJS, and the close.
import { describe, expect, it } from 'vitest'
import { until } from '../../../support/turns.ts'
import { openSockJsWebSocket } from './sockjs-websocket.ts'
import { serveSockJs } from './served-sockjs.ts'

const CONNECT = 'CONNECT\naccept-version:1.2\nnickname:a\n\n\0'

describe('a SockJS session in a WebSocket', () => {
  it('[TR10] is opened, and gets each frame as one string', async () => {
    const { http, chat } = await serveSockJs()
    const { webSocket, messages } = await openSockJsWebSocket(http)
    expect(await messages.next()).toBe('o')
    webSocket.send(JSON.stringify([CONNECT]))
    expect(await messages.next()).toMatch(/^a\["CONNECTED\\n.*\\u0000"\]$/)
    const roomId = await chat.createRoom()
    const talker = await chat.member('t', roomId)
    webSocket.send(JSON.stringify([`SUBSCRIBE\nid:1\ndestination:/topic/rooms/${roomId}\nreceipt:r\n\n\0`]))
    await messages.next()
    const texts = Array.from({ length: 50 }, (_, index) => `${index} "안녕"\n👍🏽`)
    texts.forEach((message, index) => talker.command('talk', roomId, { message, nonce: `${index}` }))
    const frames: string[] = []
    while (frames.length < 50) frames.push(...(JSON.parse((await messages.next()).slice(1)) as string[]))
    expect(frames.map((frame) => bodyOf(frame).message)).toEqual(texts)
  })

  it('[TR11] may say frames cut anywhere, in arrays or alone, and nothing at all', async () => {
    const { http } = await serveSockJs()
    const { webSocket, messages } = await openSockJsWebSocket(http)
    webSocket.send('')
    webSocket.send(JSON.stringify([...CONNECT.slice(0, 20)]))
    webSocket.send(JSON.stringify(CONNECT.slice(20)))
    expect((await messages.take(2))[1]).toContain('CONNECTED')
  })

  it('[TR10] is one of its own, whatever its name', async () => {
    const { http, chat } = await serveSockJs()
    await openSockJsWebSocket(http)
    await openSockJsWebSocket(http)
    await until(() => chat.sessions.size === 2, 'two sessions')
  })

  it.each(['["a', '{}', '[1]', '["\\ud800"]', 'null', Buffer.from('["a"]')])(
    '[TR11] that says %s is closed',
    async (payload) => {
      const { http, chat } = await serveSockJs()
      const { webSocket, messages, closed } = await openSockJsWebSocket(http)
      webSocket.send(payload)
      expect(await messages.take(2)).toEqual(['o', 'c[3000,"Broken framing."]'])
      expect(await closed).toBe(1000)
      await until(() => chat.sessions.size === 0, 'the end of the session')
    },
  )

  it('[TR5] that says more than it may at once is closed', async () => {
    const { http } = await serveSockJs()
    const { webSocket, messages, closed } = await openSockJsWebSocket(http)
    webSocket.send(`["${'\\n'.repeat(498)}"]`)
    webSocket.send(JSON.stringify([CONNECT]))
    expect((await messages.take(2))[1]).toContain('CONNECTED')
    webSocket.send(`["${'\\n'.repeat(498)}" ]`)
    expect(await closed).toBe(1009)
  })

  it('[TR16] ends after the ERROR, with its code', async () => {
    const { http } = await serveSockJs()
    const { webSocket, messages, closed } = await openSockJsWebSocket(http)
    webSocket.send(JSON.stringify(['SEND\n\n\0', 'SEND\n\n\0']))
    const [, error, close] = await messages.take(3)
    expect(error).toContain('code:NOT_CONNECTED')
    expect(close).toBe('c[1002,"The first frame must be CONNECT or STOMP."]')
    expect(await closed).toBe(1000)
  })

  it('[TR10] may also be a plain WebSocket, which has no letters', async () => {
    const { http } = await serveSockJs()
    const { webSocket, messages } = await openSockJsWebSocket(http, '/ws/websocket')
    webSocket.send(CONNECT)
    expect(await messages.next()).toMatch(/^CONNECTED\n/)
  })

  it.each([
    '/ws/a/websocket',
    '/ws/a/b/c/websocket',
    '/ws/a.b/c/websocket',
    '/ws//b/websocket',
    '/ws/a/b/xhr',
  ])('[TR3] is not at %s', async (path) => {
    const { http } = await serveSockJs()
    await expect(openSockJsWebSocket(http, path)).rejects.toThrow('404')
  })
})

function bodyOf(frame: string): { message: string } {
  return JSON.parse(frame.split('\n\n')[1]?.replace(/\0$/, '') ?? '') as { message: string }
}
