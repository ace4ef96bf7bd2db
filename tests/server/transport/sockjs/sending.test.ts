// Requests by which a SockJS client speaks: what is no SockJS, how much may be said, and when.
import { once } from 'node:events'
import { request } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { LIMITS } from '../../../../protocol/limits.ts'
import { openSockJs } from '../../../support/raw-sockjs.ts'
import { until } from '../../../support/turns.ts'
import { ask, serveSockJs } from './served-sockjs.ts'

const CONNECT = 'CONNECT\naccept-version:1.2\nnickname:a\n\n\0'

/** A body that says nothing but line ends, and is so many bytes long. */
function bodyOf(bytes: number): string {
  return `["${'\\n'.repeat(bytes / 2 - 2)}"]`
}

async function connected() {
  const served = await serveSockJs()
  const client = await openSockJs(served.http)
  await client.send(CONNECT)
  await client.frames.next()
  return { ...served, client }
}

describe('what is said', () => {
  it('[TR11] may be cut anywhere', async () => {
    const { http } = await serveSockJs()
    const client = await openSockJs(http)
    const cut = [...CONNECT].map((character) => client.send(character))
    await Promise.all(cut)
    expect((await client.frames.next()).command).toBe('CONNECTED')
    client.cut()
  })

  it.each([
    ['broken JSON', '["a'],
    ['no array', '{"a":1}'],
    ['no strings', '[1]'],
    ['half a surrogate pair', '["\\ud800"]'],
    ['nothing', ''],
    ['no UTF-8', Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])],
  ])('[TR11] that is %s is refused, and the session lives on', async (_what, body) => {
    const { client, failures } = await connected()
    expect(await ask(`${client.url}/xhr_send`, { body })).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
    await client.send('SUBSCRIBE\nid:1\ndestination:/topic/rooms\nreceipt:r\n\n\0')
    expect((await client.frames.next()).headers['receipt-id']).toBe('r')
    expect(failures).toEqual([])
    client.cut()
  })

  it.each(['text/plain', 'application/xml', 'text/xml;charset=UTF-8', 'x/y', undefined])(
    '[TR11] may call itself %s',
    async (type) => {
      const { client } = await connected()
      const headers = type === undefined ? {} : { 'content-type': type }
      expect(await ask(`${client.url}/xhr_send`, { headers, body: '["\\n"]' })).toMatchObject({ status: 204 })
      client.cut()
    },
  )

  it('[TR11] to a session that is not there is refused', async () => {
    const { session } = await serveSockJs()
    const answer = await ask(`${session()}/xhr_send`, { body: '["a"]' })
    expect(answer).toMatchObject({ status: 404, code: 'NO_SUCH_PATH' })
  })
})

describe('the size of what is said', () => {
  it.each([
    ['with its length', (body: string) => body],
    ['in chunks', (body: string) => [body.slice(0, 1_000), body.slice(1_000)]],
  ])('[TR12] is limited, %s', async (_how, parts) => {
    const { client } = await connected()
    const url = `${client.url}/xhr_send`
    const atLimit = await ask(url, { body: parts(bodyOf(LIMITS.sockJsSendBytes)) })
    expect(atLimit.status).toBe(204)
    const over = await ask(url, { body: parts(`${bodyOf(LIMITS.sockJsSendBytes)} `) })
    expect(over).toMatchObject({ status: 413, code: 'REQUEST_TOO_LARGE' })
    await client.send('SUBSCRIBE\nid:1\ndestination:/topic/rooms\nreceipt:r\n\n\0')
    expect((await client.frames.next()).headers['receipt-id']).toBe('r')
    client.cut()
  })

  it('[TR12] has room for the largest frame, escaped as it may be', async () => {
    const { client } = await connected()
    const body = '\u0001'.repeat(LIMITS.bodyBytes)
    const headers = `destination:/app/nowhere\ncontent-length:${body.length}\nreceipt:r\n`
    await client.send(`SEND\n${headers}\n${body}\0DISCONNECT\nreceipt:bye\n\n\0`)
    expect((await client.frames.next()).headers['receipt-id']).toBe('bye')
  })
})

describe('requests that say something', () => {
  it('[TR12] are so many at once in a session; one more is refused, and those in hand go on', async () => {
    const { client } = await connected()
    const slow = Array.from({ length: LIMITS.sockJsSends }, () => unfinished(`${client.url}/xhr_send`))
    await Promise.all(slow.map(({ asked }) => once(asked, 'continue')))
    const more = await ask(`${client.url}/xhr_send`, { body: '["\\n"]' })
    expect(more).toMatchObject({ status: 429, code: 'TOO_FAST' })
    for (const { asked } of slow) asked.end('n"]')
    expect(await Promise.all(slow.map(({ status }) => status))).toEqual([204, 204])
    expect(await ask(`${client.url}/xhr_send`, { body: '["\\n"]' })).toMatchObject({ status: 204 })
    client.cut()
  })

  it('[SE12] wait while the session is at its commands, and what they say is not read', async () => {
    const { chat, http } = await serveSockJs({ limits: { framesInHand: 2 } })
    const roomId = await chat.createRoom()
    const client = await openSockJs(http)
    await client.send(`${CONNECT}SEND\ndestination:/app/rooms/${roomId}/enter\nreceipt:e\n\n\0`)
    await client.frames.take(2)
    chat.log.hold('append')
    const talk = (nonce: string) =>
      `SEND\ndestination:/app/rooms/${roomId}/talk\nreceipt:${nonce}\n\n{"message":"m","nonce":"${nonce}"}\0`
    await client.send(talk('1') + talk('2'))
    const waiting = unfinished(`${client.url}/xhr_send`)
    let answered = false
    void waiting.status.then(() => (answered = true))
    await once(waiting.asked, 'continue')
    waiting.asked.end(`n", ${JSON.stringify(talk('3'))}]`)
    await ask(`${http}/ws/info`, { method: 'GET' })
    expect([answered, chat.log.held.append.length]).toEqual([false, 2])
    for (const call of chat.log.held.append) call.go()
    expect(await waiting.status).toBe(204)
    await until(() => chat.log.held.append.length === 3, 'the third talk')
    chat.log.held.append[2]?.go()
    const receipts = (await client.frames.take(3)).map(({ headers }) => headers['receipt-id'])
    expect(receipts).toEqual(['1', '2', '3'])
    client.cut()
  })

  it('[TR12] count as what is held for the client, before they are whole', async () => {
    const { client, chat } = await connected()
    const [session] = chat.sessions
    const { asked, status } = unfinished(`${client.url}/xhr_send`)
    await once(asked, 'continue')
    asked.write('n\\'.repeat(50_000))
    await until(() => (session?.held ?? 0) > 100_000, 'the bytes')
    asked.end('n"]')
    expect(await status).toBe(204)
    expect(session?.held).toBe(0)
    client.cut()
  })

  it('[TR12] give their place back when they are cut off', async () => {
    const { client, chat } = await connected()
    for (let time = 0; time < LIMITS.sockJsSends; time += 1) {
      const { asked, status } = unfinished(`${client.url}/xhr_send`)
      await once(asked, 'continue')
      asked.destroy()
      await status.catch(() => {})
    }
    await until(() => chat.sessions.size === 1, 'the session')
    await expect.poll(async () => (await ask(`${client.url}/xhr_send`, { body: '["\\n"]' })).status).toBe(204)
    client.cut()
  })
})

/** A request whose body does not end by itself. It is at its body when the server says `continue`. */
function unfinished(url: string) {
  const asked = request(url, { method: 'POST', agent: false, headers: { expect: '100-continue' } })
  onTestFinished(() => void asked.destroy())
  const status = new Promise<number | undefined>((resolve, reject) => {
    asked.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject)
  })
  asked.flushHeaders()
  asked.on('continue', () => asked.write('["\\'))
  return { asked, status }
}
