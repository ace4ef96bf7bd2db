// Stopping and starting again: everything that was receipted is there, everybody is told, and nothing waits for long.
import { performance } from 'node:perf_hooks'
import { expect, it, onTestFinished } from 'vitest'
import type { ErrorBody, SignedIn } from '../../protocol/rest.ts'
import { frameText } from '../support/frame-text.ts'
import { HostProcess, startHost } from '../support/host-process.ts'
import { openTcp } from '../support/raw-tcp.ts'
import { askUpgrade, openWebSocket } from '../support/raw-websocket.ts'
import { call, hostInfo } from '../support/rest-calls.ts'
import { connectAgain, person } from './people.ts'

it('SIGTERM under posts: clients are told, exit code 0, and every receipted message is there afterwards', async () => {
  const host = await startHost()
  const people = await Promise.all(['가', '나', '다'].map((name) => person(host, name)))
  const [first] = people
  if (first === undefined) throw new Error('Nobody came.')
  const { roomId } = await first.rest.createRoom('막차')
  await Promise.all(people.map(({ stomp }) => stomp.enter(roomId)))
  const receipted: string[] = []
  const posts = people.flatMap(({ stomp, user }) =>
    Array.from({ length: 500 }, async (_, index) => {
      const nonce = `${user.userId}-${index}`
      await stomp.talk(roomId, `${index}`, nonce)
      receipted.push(nonce)
    }),
  )
  await Promise.any(posts)
  const [code] = await Promise.all([host.stop(), Promise.allSettled(posts)])
  expect(code).toBe(0)
  for (const { stomp } of people) {
    const { code: closeCode, error } = await stomp.ended
    expect(closeCode).toBe(1001)
    expect(error?.headers).toMatchObject({ code: 'SHUTTING_DOWN' })
  }

  await host.start()
  const history = await first.rest.at(host.http).history(roomId)
  expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1))
  const kept = history.filter(({ type }) => type === 'TALK').map(({ nonce }) => nonce)
  expect(new Set(kept).size).toBe(kept.length)
  expect(receipted.filter((nonce) => !kept.includes(nonce))).toEqual([])
  expect(receipted.length).toBeGreaterThan(0)
})

it('tells clients by plain TCP and clients that have not connected yet, too', async () => {
  const host = await startHost('--stomp-port', '0')
  const tcp = await openTcp(host.stomp)
  tcp.send(frameText('CONNECT', { 'accept-version': '1.2', nickname: '전신' }))
  await tcp.frames.next()
  const silent = await openWebSocket(host.ws)
  const stopped = host.stop()
  expect(await tcp.frames.next()).toMatchObject({ command: 'ERROR', headers: { code: 'SHUTTING_DOWN' } })
  expect(await silent.frames.next()).toMatchObject({ headers: { code: 'SHUTTING_DOWN' } })
  expect(await silent.closed()).toBe(1001)
  await tcp.closed()
  expect(await stopped).toBe(0)
})

it('exits with 0 where nobody is connected, and on SIGINT as on SIGTERM', async () => {
  const host = await startHost()
  const took: number[] = []
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const began = performance.now()
    expect(await host.stop(signal)).toBe(0)
    took.push(Math.round(performance.now() - began))
    await host.start()
  }
  process.stdout.write(`stopping with nobody connected: ${took.join(' and ')} ms\n`)
})

it('is the same host after a restart: rooms, names, members, messages, tokens', async () => {
  const host = await startHost('--name', '우리 집')
  const { rest, stomp, user } = await person(host, '주인')
  const { roomId, name } = await rest.createRoom('안방')
  await stomp.enter(roomId)
  await stomp.talk(roomId, '내일 또 봐요')
  await rest.createRoom('빈방')
  const before = {
    host: await hostInfo(host.http),
    rooms: await rest.rooms(),
    room: await rest.room(roomId),
    history: await rest.history(roomId),
  }
  await host.stop()
  await host.start()

  const again = rest.at(host.http)
  expect(await hostInfo(host.http)).toEqual(before.host)
  expect(await again.rooms()).toEqual(before.rooms)
  expect(await again.room(roomId)).toEqual(before.room)
  expect(before.room).toMatchObject({ name, members: 1, joined: true, seq: 2 })
  expect(await again.history(roomId)).toEqual(before.history)
  expect(await again.members(roomId)).toEqual([{ ...user, online: false, read: 1 }])

  const back = await connectAgain(host, rest)
  expect(back.welcome.headers['user-id']).toBe(user.userId)
  const log = await back.follow(roomId, 2)
  await back.talk(roomId, '다녀왔습니다')
  expect((await log.take(2)).at(-1)).toMatchObject({ seq: 3, epoch: before.room.epoch, sender: '주인' })
})

it('lets back in after it got a password only who knows it, and as who they were', async () => {
  const open = await startHost()
  const { user, ...tokens } = (await person(open, '손님')).rest.signedIn
  let { refreshToken } = tokens
  const refresh = async (host: HostProcess, password?: string) => {
    const headers = { 'Content-Type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify({ refreshToken, password }) }
    const { status, body } = await call<Partial<SignedIn & ErrorBody>>(`${host.http}/api/auth/refresh`, init)
    refreshToken = body.refreshToken ?? refreshToken
    return [status, body.code ?? body.user?.userId]
  }
  expect(await refresh(open)).toEqual([200, user.userId])
  await open.stop()
  const locked = new HostProcess(open.data, ['--password', '열려라'])
  onTestFinished(() => locked.dispose())
  await locked.start()
  expect(await refresh(locked)).toEqual([403, 'WRONG_PASSWORD'])
  expect(await refresh(locked, '열려라 참깨')).toEqual([403, 'WRONG_PASSWORD'])
  expect(await refresh(locked, '열려라')).toEqual([200, user.userId])
})

it('[SE40] drains: it is not ready, lets nobody in, has everybody go, and answers requests until it stops', async () => {
  const host = await startHost('--drain', '4', '--stomp-port', '0')
  const { http, stomp: tcp } = host
  const { stomp, rest } = await person(host, '막손님')
  const stopped = host.stop()
  const ready = () => fetch(`${http}/readyz`).then(({ status }) => status)
  await expect.poll(ready).toBe(503)
  expect((await stomp.ended).error?.headers).toMatchObject({ code: 'SHUTTING_DOWN' })
  const { roomId } = await rest.createRoom('막차')
  expect((await rest.rooms()).map((room) => room.roomId)).toEqual([roomId])
  const newcomer = await askUpgrade(`${http}/ws`)
  expect(newcomer).toMatchObject({ status: 503, body: expect.stringContaining('SHUTTING_DOWN') as string })
  const byTcp = await openTcp(tcp)
  expect((await byTcp.frames.next()).headers).toMatchObject({ code: 'SHUTTING_DOWN' })
  expect(await stopped).toBe(0)
})
