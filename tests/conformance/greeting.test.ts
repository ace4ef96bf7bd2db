// The example of a host with a destination of its own, played by the clients that it is for.
import { once } from 'node:events'
import { Stomp, type CompatClient } from '@stomp/stompjs'
import SockJS from 'sockjs-client'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { scriptForAll } from '../support/host-process.ts'
import { Inbox, inTime } from '../support/inbox.ts'
import { openWebSocket } from '../support/raw-websocket.ts'

const host = scriptForAll('greeting', '--log-level', 'fatal')

/** The tutorial's client, as its page has it. */
async function tutorialClient(transport: string): Promise<CompatClient> {
  const options = { transports: transport }
  const client = Stomp.over(() => new SockJS(`${host().http}/gs-guide-websocket`, null, options))
  client.debug = () => {}
  client.reconnect_delay = 0
  onTestFinished(() => client.forceDisconnect())
  const connected = new Promise((resolve) => client.connect({}, resolve))
  await inTime(connected, 'CONNECTED')
  return client
}

/** What comes on a destination. There is no telling when a subscription of this client is in effect but by what it gets. */
function listen(client: CompatClient, destination: string): Inbox<unknown> {
  const inbox = new Inbox<unknown>(destination)
  client.subscribe(destination, ({ body }) => inbox.put(JSON.parse(body)))
  return inbox
}

describe.each(['websocket', 'xhr-streaming'])('by %s', (transport) => {
  it('says hello to everybody, in words that are safe in HTML', async () => {
    const client = await tutorialClient(transport)
    const greetings = listen(client, '/topic/greeting')
    client.send('/app/hello', {}, JSON.stringify({ name: '<b>하늘 & "Co"</b>' }))
    expect(await greetings.next()).toEqual({
      content: 'Hello, &lt;b&gt;하늘 &amp; &quot;Co&quot;&lt;/b&gt;!',
    })
  })

  it('lets clients send to topics and queues themselves', async () => {
    const [a, b] = [await tutorialClient(transport), await tutorialClient(transport)]
    const [topic, queue] = [listen(a, '/topic/greeting'), listen(a, '/queue/for-a')]
    a.send('/queue/for-a', {}, '"mine"')
    await queue.next()
    b.send('/topic/greeting', {}, '{"content":"from b"}')
    b.send('/queue/for-a', {}, '"from b"')
    expect([await topic.next(), await queue.next()]).toEqual([{ content: 'from b' }, 'from b'])
  })

  it('refuses a greeting without a name', async () => {
    const client = await tutorialClient(transport)
    const refusals = listen(client, '/user/queue/errors')
    client.send('/app/hello', {}, '{}')
    expect(await refusals.next()).toMatchObject({ code: 'BAD_REQUEST', destination: '/app/hello' })
  })
})

it('takes the CONNECT of the first STOMP library for browsers, word for word', async () => {
  const line = await openWebSocket(`${host().http.replace('http', 'ws')}/gs-guide-websocket/websocket`, [])
  line.send('CONNECT\naccept-version:1.1,1.0\nheart-beat:10000,10000\n\n\0')
  expect(await line.frames.next()).toMatchObject({ command: 'CONNECTED', headers: { version: '1.1' } })
  line.send('SUBSCRIBE\nid:sub-0\ndestination:/topic/greeting\n\n\0')
  line.send('SEND\ndestination:/app/hello\ncontent-length:17\n\n{"name":"Haneul"}\0')
  expect(await line.frames.next()).toMatchObject({
    command: 'MESSAGE',
    headers: { subscription: 'sub-0', destination: '/topic/greeting' },
    body: '{"content":"Hello, Haneul!"}',
  })
})

describe('the WebSocket without STOMP', () => {
  async function open(): Promise<{ webSocket: WebSocket; heard: Inbox<string> }> {
    const webSocket = new WebSocket(`${host().http.replace('http', 'ws')}/user`)
    onTestFinished(() => webSocket.terminate())
    const heard = new Inbox<string>('names')
    webSocket.on('message', (data: Buffer) => heard.put(data.toString()))
    await once(webSocket, 'open')
    return { webSocket, heard }
  }

  it.each(['{"user":"하늘"}', '{"name":"하늘"}', '하늘'])('tells all of %s', async (said) => {
    const [a, b] = [await open(), await open()]
    a.webSocket.send(said)
    expect([await a.heard.next(), await b.heard.next()]).toEqual(['{"user":"하늘"}', '{"user":"하늘"}'])
  })

  it('takes names up to a length', async () => {
    const { webSocket, heard } = await open()
    webSocket.send('x'.repeat(256))
    expect(await heard.next()).toBe(JSON.stringify({ user: 'x'.repeat(256) }))
    webSocket.send('x'.repeat(257))
    const [code] = (await inTime(once(webSocket, 'close'), 'The close')) as [number]
    expect(code).toBe(1009)
  })
})

it.each(['/', '/greeting.js', '/sockjs.js', '/stomp.js', '/greeting.css'])('serves %s', async (path) => {
  const answer = await fetch(`${host().http}${path}`)
  expect(answer.status).toBe(200)
  expect(await answer.text()).not.toBe('')
})
