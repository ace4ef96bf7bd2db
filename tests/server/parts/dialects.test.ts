// What a host speaks, out of its dialects and what a program adds.
import { describe, expect, it } from 'vitest'
import type { Dialect } from '../../../server/routes/dialects/dialect.ts'
import { NO_EXTENSION } from '../../../server/extension.ts'
import { routesOf, stompPathsOf, unnamedGuestsAt, webSocketsOf } from '../../../server/parts/dialects.ts'
import { createRouter } from '../../../server/routes/create-router.ts'
import type { RouteContext } from '../../../server/routes/route.ts'
import type { SubscribeRequest } from '../../../server/routes/router.ts'
import { MemorySignals } from '../../../server/store/memory/memory-signals.ts'

const signals = new MemorySignals()

const speaking = (name: string, door: string, unnamedGuests = false): Dialect => ({
  doors: [door],
  unnamedGuests,
  yields: false,
  relays: false,
  tellsNamesAt: null,
  routes: [{ pattern: '/topic/x', subscribe: async () => ({ name }) as never }],
  rest: null,
  accounts: null,
})
const A = speaking('a', '/here/**', true)
const B = speaking('b', '/here')

describe('[DI3] a destination that two dialects have', () => {
  const heard = (door: string | null, dialects = [A, B]) => {
    const router = createRouter({} as RouteContext, routesOf(dialects, NO_EXTENSION, false))
    const request = { destination: '/topic/x', caller: { door } } as SubscribeRequest
    return router.subscribe(request) as Promise<unknown>
  }

  it.each([
    ['/here/**', 'a'],
    ['/here', 'b'],
    ['/ws', 'a'],
    [null, 'a'],
  ])('is heard at %j as %s', async (door, name) => {
    expect(await heard(door)).toEqual({ name })
  })

  it('is heard elsewhere as the first that the host names', async () => {
    expect(await heard('/ws', [B, A])).toEqual({ name: 'b' })
    expect(await heard('/here/**', [B, A])).toEqual({ name: 'a' })
  })
})

it('[DI9] a general destination is one wherever the dialect that has it too yields, but at its door', async () => {
  const yielding = { ...A, yields: true }
  const context = { broker: { relay: () => ({ name: 'general' }) } } as unknown as RouteContext
  const heard = (door: string, openTopics: boolean) =>
    createRouter(context, routesOf([yielding], NO_EXTENSION, openTopics)).subscribe({
      destination: '/topic/x',
      caller: { door },
    } as SubscribeRequest)
  expect(await heard('/ws', true)).toEqual({ name: 'general' })
  expect(await heard('/ws', false)).toEqual({ name: 'a' })
  expect(await heard('/here/**', true)).toEqual({ name: 'a' })
})

it('STOMP is spoken at the doors, once at each path', () => {
  const extension = { ...NO_EXTENSION, stompPaths: ['/own', '/here'] }
  expect(stompPathsOf([A, B], extension)).toEqual(['/ws', '/own', '/here'])
  expect(stompPathsOf([], NO_EXTENSION)).toEqual(['/ws'])
})

it('guests without a name come in where the dialect or the program lets them', () => {
  const at = unnamedGuestsAt([A, B], NO_EXTENSION)
  expect(['/here/**', '/here', '/ws', null].map(at)).toEqual([true, false, false, false])
  expect(unnamedGuestsAt([], { ...NO_EXTENSION, unnamedGuests: true })(null)).toBe(true)
})

describe('WebSockets with no STOMP in them', () => {
  const telling: Dialect = { ...A, tellsNamesAt: '/names' }
  const own = (): void => {}

  it('are those of the dialects and of the program, whose own come first', () => {
    const extension = { ...NO_EXTENSION, webSockets: { '/own': own } }
    expect(Object.keys(webSocketsOf([telling, B], extension, { hasPassword: false, signals }))).toEqual([
      '/names',
      '/own',
    ])
    expect(
      webSocketsOf(
        [telling],
        { ...NO_EXTENSION, webSockets: { '/names': own } },
        { hasPassword: false, signals },
      ),
    ).toEqual({
      '/names': own,
    })
  })

  it('[DI7] are the program’s alone where the host has a password', () => {
    expect(webSocketsOf([telling], NO_EXTENSION, { hasPassword: true, signals })).toEqual({})
  })
})
