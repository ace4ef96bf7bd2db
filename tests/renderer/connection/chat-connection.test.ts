import type { Client, IFrame, IMessage, StompConfig } from '@stomp/stompjs'
import { describe, expect, test } from 'vitest'
import { Backoff } from '../../../renderer/connection/backoff.ts'
import { ChatConnection, type LinkState } from '../../../renderer/connection/chat-connection.ts'
import { RequestFailure } from '../../../renderer/connection/request.ts'

/** Stands in for one attempt of `@stomp/stompjs`: the test says what becomes of it. */
class FakeClient {
  connected = false
  webSocket = { readyState: 1 }
  config: StompConfig = {}
  readonly subscribed: {
    destination: string
    headers: Record<string, string>
    say: (body: string) => void
  }[] = []
  readonly unsubscribed: string[] = []
  readonly published: { destination: string; body: string }[] = []
  readonly receipts = new Map<string, () => void>()

  configure(config: StompConfig): void {
    this.config = config
  }
  activate(): void {}
  async deactivate(): Promise<void> {}
  subscribe(destination: string, onMessage: (message: IMessage) => void, headers: Record<string, string>) {
    const say = (body: string) => onMessage({ body } as IMessage)
    this.subscribed.push({ destination, headers, say })
    return { id: headers['id'], unsubscribe: () => this.unsubscribed.push(destination) }
  }
  publish(frame: { destination: string; body: string }): void {
    this.published.push(frame)
  }
  watchForReceipt(id: string, onReceipt: () => void): void {
    this.receipts.set(id, onReceipt)
  }
  open(): void {
    this.connected = true
    this.config.onConnect?.({} as IFrame)
  }
  fail(code: string): void {
    this.config.onStompError?.({ headers: { code } } as unknown as IFrame)
    this.drop()
  }
  drop(): void {
    this.connected = false
    this.config.onWebSocketClose?.({})
  }
}

function harness(given: { token?: () => Promise<string>; renew?: () => Promise<void> } = {}) {
  const world = {
    states: [] as LinkState[],
    clients: [] as FakeClient[],
    timers: [] as (() => void)[],
    waits: [] as number[],
    calledOff: 0,
    late: 0,
  }
  const connection = new ChatConnection({
    url: 'ws://host/ws',
    token: given.token ?? (async () => 'token'),
    renew: given.renew ?? (async () => {}),
    onState: (state) => world.states.push(state),
    backoff: new Backoff(),
    onLate: () => (world.late += 1),
    later: (callback, milliseconds) => {
      world.timers.push(callback)
      world.waits.push(milliseconds)
      return () => (world.calledOff += 1)
    },
    createClient: () => {
      const client = new FakeClient()
      world.clients.push(client)
      return client as unknown as Client
    },
  })
  const client = async (at: number): Promise<FakeClient> => {
    await expect.poll(() => world.clients.length).toBeGreaterThan(at)
    return world.clients[at] ?? new FakeClient()
  }
  return { connection, world, client }
}

async function online() {
  const all = harness()
  all.connection.start()
  const client = await all.client(0)
  client.open()
  return { ...all, first: client }
}

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

describe('a subscription that the host could not take', () => {
  async function refused(retryAfter?: number) {
    const all = await online()
    const bodies: unknown[] = []
    const watch = all.connection.watch('/topic/a', { onBody: (body) => bodies.push(body) })
    expect(all.connection.watchRefused('/topic/a', retryAfter)).toBe(true)
    return { ...all, watch, bodies }
  }

  test('is asked for again after a while, and what it could not tell is to be caught up', async () => {
    const { world, first, bodies } = await refused()
    expect([world.waits.length, first.subscribed.length]).toEqual([1, 1])
    world.timers[0]?.()
    expect(first.subscribed.map(({ headers }) => headers['id'])).toEqual(['s1', 's2'])
    expect([first.unsubscribed, world.late]).toEqual([[], 1])
    first.subscribed[1]?.say('{"a":1}')
    expect(bodies).toEqual([{ a: 1 }])
  })

  test('is asked for when the host says, and ever more seldom where it says nothing', async () => {
    const { connection, world } = await refused(1_234)
    expect(world.waits).toEqual([1_234])
    for (let nth = 0; nth < 4; nth += 1) {
      world.timers[nth]?.()
      connection.watchRefused('/topic/a')
    }
    const [, first = 0, , , last = 0] = world.waits
    expect(last).toBeGreaterThan(2 * first)
  })

  test('is left to the next connection, and to nobody where it is wanted no more', async () => {
    const { connection, world, client, watch, first } = await refused()
    first.drop()
    await expect.poll(() => world.timers.length).toBe(2)
    world.timers[0]?.()
    world.timers[1]?.()
    const second = await client(1)
    second.open()
    world.timers[0]?.()
    expect([first.subscribed.length, second.subscribed.length, world.late]).toEqual([1, 1, 0])
    connection.watchRefused('/topic/a')
    watch.stop()
    world.timers[2]?.()
    expect([second.subscribed.length, second.unsubscribed]).toEqual([1, []])
  })

  test('is none where nothing is subscribed to', async () => {
    const { connection, world } = await refused()
    expect([connection.watchRefused('/topic/b'), connection.watchRefused('/topic/a')]).toEqual([false, false])
    expect(world.timers).toHaveLength(1)
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
