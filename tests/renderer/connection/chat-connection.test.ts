import { describe, expect, test } from 'vitest'
import { RequestFailure } from '../../../renderer/connection/request.ts'
import { harness, online } from './connection-harness.ts'

describe('the connection', () => {
  test('signs in with the token', async () => {
    const { connection, client, world } = harness()
    connection.start()
    const { config } = await client(0)
    expect(config.connectHeaders).toEqual({ Authorization: 'Bearer token' })
    expect(config.brokerURL).toBe('ws://host/ws')
    expect(world.states).toEqual(['connecting'])
  })

  test('beats from a worker, which runs on while nobody looks at the page', async () => {
    const { connection, client } = harness()
    connection.start()
    expect((await client(0)).config).toMatchObject({ heartbeatOutgoing: 10_000, heartbeatStrategy: 'worker' })
  })

  test('comes back by itself after a loss', async () => {
    const { world, first, client } = await online()
    first.drop()
    await expect.poll(() => world.states.at(-1)).toBe('waiting')
    world.timers[0]?.()
    ;(await client(1)).open()
    expect(world.states).toEqual(['connecting', 'online', 'waiting', 'connecting', 'online'])
  })

  test('can be made to come back now', async () => {
    const { connection, world, first, client } = await online()
    first.drop()
    await expect.poll(() => world.states.at(-1)).toBe('waiting')
    connection.retryNow()
    ;(await client(1)).open()
    expect(world.states.at(-1)).toBe('online')
    expect(world.calledOff).toBeGreaterThan(0)
  })

  test('waits where the token cannot be had for the moment, and gives up where it never will', async () => {
    const away = harness({ token: () => Promise.reject(new RequestFailure('UNREACHABLE')) })
    away.connection.start()
    await expect.poll(() => away.world.states.at(-1)).toBe('waiting')
    const gone = harness({ token: () => Promise.reject(new RequestFailure('TOKEN_INVALID')) })
    gone.connection.start()
    await expect.poll(() => gone.world.states.at(-1)).toBe('signed-out')
  })

  test('renews a token that the host refused, and tries with the new one', async () => {
    let renewed = 0
    const { connection, client, world } = harness({ renew: async () => void (renewed += 1) })
    connection.start()
    ;(await client(0)).fail('TOKEN_EXPIRED')
    await expect.poll(() => world.states.at(-1)).toBe('waiting')
    expect(renewed).toBe(1)
  })

  test('is signed out where the renewal is refused too', async () => {
    const { connection, client, world } = harness({
      renew: () => Promise.reject(new RequestFailure('TOKEN_INVALID')),
    })
    connection.start()
    ;(await client(0)).fail('TOKEN_INVALID')
    await expect.poll(() => world.states.at(-1)).toBe('signed-out')
  })

  test('is signed out where the sign-in was ended', async () => {
    const refused = new RequestFailure('TOKEN_REVOKED')
    const { connection, client, world } = harness({ renew: () => Promise.reject(refused) })
    connection.start()
    const first = await client(0)
    first.open()
    first.fail('TOKEN_REVOKED')
    await expect.poll(() => world.states.at(-1)).toBe('signed-out')
  })

  test('stays by showing a new token, and leaves the rest to the host where there is none', async () => {
    let renewal = async () => {}
    const { connection, client } = harness({ renew: () => renewal() })
    connection.start()
    const first = await client(0)
    first.open()
    await connection.stay()
    renewal = () => Promise.reject(new RequestFailure('UNREACHABLE'))
    await connection.stay()
    expect(first.published).toMatchObject([{ destination: '/app/token', body: '{"token":"token"}' }])
  })

  test('stays closed when it was stopped', async () => {
    const { connection, world, first } = await online()
    connection.stop()
    first.drop()
    await Promise.resolve()
    expect(world.states.at(-1)).toBe('closed')
    expect(world.timers).toEqual([])
  })
})

describe('subscriptions', () => {
  test('are made on every connection, with the headers of the moment', async () => {
    const { connection, world, client } = harness()
    let since = 1
    connection.watch('/topic/a', { headers: () => ({ since: String(since) }), onBody: () => {} })
    connection.start()
    const first = await client(0)
    first.open()
    since = 7
    first.drop()
    await expect.poll(() => world.timers.length).toBe(1)
    world.timers[0]?.()
    const second = await client(1)
    second.open()
    expect(first.subscribed[0]?.headers).toMatchObject({ since: '1' })
    expect(second.subscribed[0]?.headers).toMatchObject({ since: '7' })
  })

  test('hand on what is JSON', async () => {
    const { connection, first } = await online()
    const bodies: unknown[] = []
    connection.watch('/topic/a', { onBody: (body) => bodies.push(body) })
    first.subscribed[0]?.say('{"a":1}')
    first.subscribed[0]?.say('{broken')
    expect(bodies).toEqual([{ a: 1 }])
  })

  test('can be made anew, and ended', async () => {
    const { connection, first } = await online()
    const watch = connection.watch('/topic/a', { onBody: () => {} })
    watch.again()
    expect(first.unsubscribed).toEqual(['/topic/a'])
    expect(first.subscribed.map(({ headers }) => headers['id'])).toEqual(['s1', 's2'])
    watch.stop()
    watch.again()
    expect(first.unsubscribed).toHaveLength(2)
    expect(first.subscribed).toHaveLength(2)
  })
})

describe('sending', () => {
  test('needs a connection', async () => {
    const { connection, first } = await online()
    expect(connection.send('/app/a', { b: 1 })).toBe(true)
    expect(first.published).toMatchObject([{ destination: '/app/a', body: '{"b":1}' }])
    first.drop()
    expect(connection.send('/app/a', {})).toBe(false)
  })

  test.each([2, 3])('needs one that is not ending (state %i of its WebSocket)', async (readyState) => {
    const { connection, client } = harness()
    connection.start()
    const first = await client(0)
    first.open()
    first.webSocket.readyState = readyState
    expect(connection.send('/app/a', {})).toBe(false)
    expect(first.published).toEqual([])
  })

  test('tells of the receipt', async () => {
    const { connection, first } = await online()
    let kept = false
    connection.send('/app/a', {}, () => (kept = true))
    expect(kept).toBe(false)
    for (const receipt of first.receipts.values()) receipt()
    expect(kept).toBe(true)
  })
})
