// How fast one address may ask, and make rooms and accounts: at the limit, one past, and after the time that was told.
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { ask, createTestHost, person, type TestHost } from './test-host.ts'

async function askTimes(host: TestHost, times: number): Promise<Set<number>> {
  const statuses = new Set<number>()
  for (let time = 0; time < times; time += 1)
    statuses.add((await ask(host, { url: '/api/host', remoteAddress: '10.0.0.1' })).status)
  return statuses
}

describe('requests of one address', () => {
  it('[AD7] are answered up to the burst; one more is told when to ask again, and others are answered', async () => {
    const host = createTestHost({ limited: true })
    expect(await askTimes(host, LIMITS.requestRate.burst)).toEqual(new Set([200]))
    const refused = await ask(host, { url: '/api/host', remoteAddress: '10.0.0.1' })
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'TOO_FAST' },
      headers: { 'retry-after': '1' },
    })
    expect((await ask(host, { url: '/api/host', remoteAddress: '10.0.0.2' })).status).toBe(200)
    expect((await ask(host, { url: '/healthz', remoteAddress: '10.0.0.1' })).status).toBe(200)
    host.now += 1_000
    expect(await askTimes(host, LIMITS.requestRate.perSecond)).toEqual(new Set([200]))
    expect(await askTimes(host, 1)).toEqual(new Set([429]))
  })

  it('[AD7] are refused so that a page that may ask can read it', async () => {
    const host = createTestHost({ limited: true })
    await askTimes(host, LIMITS.requestRate.burst)
    const headers = { origin: 'app://sarangbang', host: '127.0.0.1:7420' }
    const refused = await ask(host, { url: '/api/host', remoteAddress: '10.0.0.1', headers })
    expect(refused.headers).toMatchObject({ 'access-control-allow-origin': 'app://sarangbang' })
  })

  it('[AD4] are not counted for whom the limits do not hold', async () => {
    expect(await askTimes(createTestHost(), LIMITS.requestRate.burst + 1)).toEqual(new Set([200]))
  })
})

describe('rooms made from one address', () => {
  it('[AD7] are made up to the burst; one more is refused, and not made', async () => {
    const host = createTestHost({ limited: true })
    const { post, get } = await person(host)
    const make = async () => (await post('/api/rooms', { name: '방' })).status
    for (let room = 0; room < LIMITS.newRoomRate.burst; room += 1) expect(await make()).toBe(201)
    expect(await post('/api/rooms', { name: '방' })).toMatchObject({
      status: 429,
      headers: { 'retry-after': '5' },
    })
    expect((await get('/api/rooms')).body).toMatchObject({ rooms: { length: LIMITS.newRoomRate.burst } })
    host.now += 5_000
    expect(await make()).toBe(201)
  })
})

describe('accounts made from one address', () => {
  it('[AD7] are made up to the burst; one more is refused, and not made', async () => {
    const host = createTestHost({ limited: true })
    const make = async (login: string) => {
      const payload = { login, password: 'correct horse', nickname: login }
      return ask(host, { method: 'POST', url: '/api/auth/signup', payload })
    }
    for (let made = 0; made < LIMITS.newAccountRate.burst; made += 1)
      expect((await make(`u${made}`)).status).toBe(200)
    expect(await make('last')).toMatchObject({ status: 429, headers: { 'retry-after': '10' } })
    expect(host.newcomers).toHaveLength(LIMITS.newAccountRate.burst)
    host.now += 10_000
    expect((await make('last')).status).toBe(200)
  })
})
