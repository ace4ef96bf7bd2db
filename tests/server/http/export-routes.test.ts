// Rooms taken away over HTTP: by clients that read, that do not, that go, and more of them than there may be.
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import { fastify, type FastifyInstance } from 'fastify'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch, Nonce } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import type { RoomExport } from '../../../protocol/rest.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { postMessage } from '../../../server/chat/post-message.ts'
import { exportRoutes } from '../../../server/http/export-routes.ts'
import type { RoomLog } from '../../../server/store/room-log.ts'
import { seq, span, talk } from '../../contracts/samples.ts'
import { HeldLog, outage } from '../../support/held-log.ts'
import { quiet, until } from '../../support/turns.ts'
import { ask, createTestHost, person, type TestHostOptions } from './test-host.ts'

const NAME = '우리 집'

/** A room with an ENTER and a talk. */
async function talkedIn(options: TestHostOptions = {}) {
  const host = createTestHost(options)
  const me = await person(host)
  const { roomId } = await me.createRoom(NAME)
  await enterRoom(host.ports, me.user, roomId)
  const post = await postMessage(host.ports, me.user, roomId, { message: '<안녕>', nonce: 'n1' as Nonce })
  await post()
  const headers = { authorization: `Bearer ${me.token}` }
  return { host, me, roomId, headers, url: `/api/rooms/${roomId}/export` }
}

describe('GET /api/rooms/{id}/export', () => {
  it.each(['', '?format=json', '?lang=ko'])('%s answers the log as JSON, to be saved', async (query) => {
    const { me, url, roomId } = await talkedIn()
    const { status, headers, body } = await me.get(url + query)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="__ _ 2025-01-01.json"; filename*=UTF-8''${encodeURIComponent(NAME)}%202025-01-01.json`,
      'cache-control': 'no-store',
    })
    const { entries, ...head } = body as RoomExport
    expect(head).toMatchObject({ format: 'sarangbang-room', version: 1, room: { roomId, name: NAME } })
    expect(entries.map(({ type, message }) => [type, message])).toEqual([
      ['ENTER', ''],
      ['TALK', '<안녕>'],
    ])
  })

  it.each([
    ['?format=html&lang=ko', 'en', 'ko'],
    ['?format=html&lang=en', 'ko', 'en'],
    ['?format=html', 'ko-KR,ko;q=0.9', 'ko'],
    ['?format=html', 'fr', 'en'],
  ])('%s of somebody who reads %s answers a page in %s', async (query, accepted, language) => {
    const { host, headers, url } = await talkedIn()
    const answer = await ask(host, { url: url + query, headers: { ...headers, 'accept-language': accepted } })
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment;.*\.html$/) as string,
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-.*frame-ancestors 'none'$/,
      ) as string,
    })
    expect(answer.text).toContain(`<html lang="${language}">`)
    expect(answer.text).toContain('&lt;안녕&gt;')
  })

  it.each(['?format=xml', '?format=', '?format=JSON', '?format=json&format=html', '?lang=fr', '?lang='])(
    'refuses %s in a sentence',
    async (query) => {
      const { me, url } = await talkedIn()
      expect(await me.get(url + query)).toMatchObject({
        status: 400,
        body: { code: 'BAD_REQUEST', message: expect.stringMatching(/^[A-Za-z][^/^{}]+\.$/) as string },
      })
    },
  )

  it('is for those who have signed in, of rooms that there are', async () => {
    const { host, me, url } = await talkedIn()
    expect(await ask(host, { url })).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
    const none = { status: 404, body: { code: 'NO_SUCH_ROOM' } }
    expect(await me.get('/api/rooms/none/export')).toMatchObject(none)
    expect(await me.get('/api/rooms/%20/export')).toMatchObject(none)
  })

  it('tells pages of other hosts the name of the file', async () => {
    const { host, headers, url } = await talkedIn({ origins: ['https://a.example'] })
    const answer = await ask(host, { url, headers: { ...headers, origin: 'https://a.example' } })
    expect(answer.headers['access-control-expose-headers']).toContain('Content-Disposition')
  })
})

/** `url` asked for by a client that reads when it is told to. */
function openReader(address: AddressInfo, url: string, headers: Record<string, string>): Socket {
  const socket = connect(address.port, '127.0.0.1').pause()
  onTestFinished(() => void socket.destroy())
  const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  socket.write(`GET ${url} HTTP/1.1\r\n${lines.join('')}\r\n`)
  // The server may cut it.
  return socket.on('error', () => {})
}

async function listening(app: FastifyInstance): Promise<AddressInfo> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => app.close())
  return app.server.address() as AddressInfo
}

const PAGE_BYTES = 50 * 10_000

/** Has the log hold half a terabyte. `read`: each time that it was read; `begun` resolves with the first. */
function endless(log: RoomLog) {
  const message = 'x'.repeat(10_000)
  const begun = Promise.withResolvers<void>()
  vi.spyOn(log, 'head').mockResolvedValue({ epoch: 'e' as Epoch, first: seq(1), last: seq(50_000_000) })
  const read = vi.spyOn(log, 'read').mockImplementation(async (roomId, page) => {
    begun.resolve()
    const after = 'after' in page ? page.after : 0
    const entry = (n: number) => ({
      ...talk(`n${n}`, { message }),
      roomId,
      seq: seq(n),
      epoch: 'e',
      sentAt: 1,
    })
    return span(after + 1, after + page.limit).map((n) => entry(n) as Entry)
  })
  return { read, begun: begun.promise }
}

/** How often the log has been read when it is not any more, for now: in a hundred turns of the event loop. */
async function atRest({ read, begun }: ReturnType<typeof endless>): Promise<number> {
  await begun
  let count = 0
  while (count !== read.mock.calls.length) {
    count = read.mock.calls.length
    await quiet(100)
  }
  return count
}

describe('an export that is longer than what a network holds', () => {
  it('[EX2] is read as its client reads', async () => {
    const { host, url, headers } = await talkedIn()
    const log = endless(host.ports.log)
    const client = openReader(await listening(host.app), url, headers)
    const ahead = await atRest(log)
    // What the sockets of both sides hold, which is the system's affair; there would be a million pages.
    expect(ahead * PAGE_BYTES).toBeLessThan(64 * 1024 * 1024)
    client.resume()
    while (log.read.mock.calls.length === ahead) await once(client, 'data')
  })

  it('[EX2] is read no further for a client that has gone', async () => {
    const { host, url, headers } = await talkedIn()
    const log = endless(host.ports.log)
    const address = await listening(host.app)
    const arrived = once(host.app.server, 'connection') as Promise<[Socket]>
    const client = openReader(address, url, headers)
    const [socket] = await arrived
    await atRest(log)
    // Not `once`: it is reset first.
    const closed = new Promise((resolve) => socket.once('close', resolve))
    client.destroy()
    await closed
    const count = log.read.mock.calls.length
    await quiet(100)
    expect(log.read.mock.calls.length).toBeLessThanOrEqual(count + 1)
  })

  it('[EX2] may take longer than other answers', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { host, url, headers } = await talkedIn()
    const log = new HeldLog(host.ports.log)
    log.hold('read')
    host.ports.log = log
    const client = openReader(await listening(host.app), url, { ...headers, connection: 'close' })
    let text = ''
    client.on('data', (bytes: Buffer) => (text += bytes.toString()))
    await once(client.resume(), 'data')
    await until(() => log.held.read.length > 0, 'the first page')
    await vi.advanceTimersByTimeAsync(3_600_000)
    log.held.read[0]?.go()
    await once(client, 'end')
    expect(text).toContain('\n]}\n')
  })

  it('[EX4] is broken off for a client that takes nothing for exportPatience', async () => {
    const { host, me, roomId } = await talkedIn()
    const { read } = endless(host.ports.log)
    const app = fastify()
    app.decorateRequest('user', null)
    app.addHook('onRequest', async (request) => request.setDecorator('user', me.user))
    const limits = { ...LIMITS, exportPatience: 20 }
    await app.register(exportRoutes, { ports: host.ports, limits, limited: () => false })
    const address = await listening(app)
    const arrived = once(app.server, 'connection') as Promise<[Socket]>
    openReader(address, `/rooms/${roomId}/export`, {})
    const [socket] = await arrived
    await once(socket, 'close')
    expect(read).toHaveBeenCalled()
  })
})

describe('an outage', () => {
  it('[EX3] before the first part is UNAVAILABLE', async () => {
    const { host, me, url } = await talkedIn()
    vi.spyOn(host.ports.log, 'head').mockRejectedValue(outage())
    expect(await me.get(url)).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } })
  })

  it.each(['json', 'html'])(
    '[EX3] in the middle of %s breaks the connection, and is logged',
    async (format) => {
      const { host, url, headers } = await talkedIn()
      const { port } = await listening(host.app)
      endless(host.ports.log).read.mockRejectedValue(outage())
      const answer = await fetch(`http://127.0.0.1:${port}${url}?format=${format}`, { headers })
      expect(answer.status).toBe(200)
      await expect(answer.text()).rejects.toThrow()
      expect(host.logged.at(-1)).toContain('disk')
    },
  )
})

describe('exports at once', () => {
  /** A room whose log waits when it is read, and how to ask for it from an address. */
  async function waiting(options: TestHostOptions) {
    const { host, url, headers } = await talkedIn(options)
    const log = new HeldLog(host.ports.log)
    log.hold('read')
    host.ports.log = log
    const { read } = log.held
    const askFrom = (remoteAddress: string) => ask(host, { url, headers, remoteAddress })
    const begin = async (address: string) => {
      const before = read.length
      const answer = askFrom(address)
      await until(() => read.length > before, 'a place')
      return { answer, go: () => read[before]?.go() }
    }
    return { askFrom, begin }
  }

  const REFUSED = { status: 429, body: { code: 'TOO_FAST' }, headers: { 'retry-after': '5' } }

  it('[EX4] in all: one past is told to come again, and a place is given back', async () => {
    const { askFrom, begin } = await waiting({})
    const all = []
    for (const n of span(1, LIMITS.exports)) all.push(await begin(`10.0.0.${n}`))
    expect(await askFrom('10.0.1.1')).toMatchObject(REFUSED)
    all[0]?.go()
    expect(await all[0]?.answer).toMatchObject({ status: 200 })
    all.push(await begin('10.0.1.1'))
    for (const { go } of all) go()
    for (const { answer } of all) expect(await answer).toMatchObject({ status: 200 })
  })

  it('[EX4] of one network', async () => {
    const { askFrom, begin } = await waiting({ limited: true })
    const all = []
    for (const _ of span(1, LIMITS.exportsPerAddress)) all.push(await begin('10.0.0.1'))
    expect(await askFrom('10.0.0.1')).toMatchObject(REFUSED)
    all.push(await begin('10.0.0.2'))
    for (const { go } of all) go()
    for (const { answer } of all) expect(await answer).toMatchObject({ status: 200 })
  })

  it('[EX4] those that are refused take no place', async () => {
    const { me, url } = await talkedIn({ limited: true })
    for (const _ of span(0, LIMITS.exportsPerAddress))
      expect(await me.get(url.replace(/[^/]+\/export/, 'none/export'))).toMatchObject({ status: 404 })
    expect(await me.get(url)).toMatchObject({ status: 200 })
  })
})
