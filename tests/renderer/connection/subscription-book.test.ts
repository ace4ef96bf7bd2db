import { describe, expect, test } from 'vitest'
import { harness, online } from './connection-harness.ts'

describe('a subscription that the host could not take', () => {
  async function refused(retryAfter?: number) {
    const all = await online()
    const bodies: unknown[] = []
    const watch = all.connection.watch('/topic/a', { onBody: (body) => bodies.push(body) })
    expect(all.connection.watchRefused('s1', retryAfter)).toBe(true)
    return { ...all, watch, bodies }
  }

  test('is asked for again after a while, and what it could not tell is to be caught up', async () => {
    const { world, first, bodies } = await refused()
    expect([world.waits.length, first.subscribed.length]).toEqual([1, 1])
    world.timers[0]?.()
    expect(first.subscribed.map(({ headers }) => headers['id'])).toEqual(['s1', 's2'])
    expect([first.unsubscribed, world.inEffect]).toEqual([[], 0])
    first.receipts.get('s2')?.()
    expect(world.inEffect).toBe(1)
    first.subscribed[1]?.say('{"a":1}')
    expect(bodies).toEqual([{ a: 1 }])
  })

  test('is asked for when the host says, and ever more seldom where it says nothing', async () => {
    const { connection, world } = await refused(1_234)
    expect(world.waits).toEqual([1_234])
    for (let nth = 0; nth < 4; nth += 1) {
      world.timers[nth]?.()
      connection.watchRefused(`s${nth + 2}`)
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
    expect([first.subscribed.length, second.subscribed.length, world.inEffect]).toEqual([1, 1, 0])
    connection.watchRefused('s2')
    watch.stop()
    world.timers[2]?.()
    expect([second.subscribed.length, second.unsubscribed]).toEqual([1, []])
  })

  test('is none where nothing is subscribed to', async () => {
    const { connection, world } = await refused()
    expect([connection.watchRefused('s9'), connection.watchRefused('s1')]).toEqual([false, false])
    expect(world.timers).toHaveLength(1)
  })

  test('is told from a newer one of the same destination by the receipt that each asks for', async () => {
    const { connection, first, world } = await online()
    connection.watch('/topic/a', { onBody: () => {} }).again()
    expect(first.subscribed.map(({ headers }) => headers['receipt'])).toEqual(['s1', 's2'])
    expect(connection.watchRefused('s1')).toBe(false)
    expect(world.timers).toHaveLength(0)
    expect(connection.watchRefused('s2')).toBe(true)
    expect(world.timers).toHaveLength(1)
  })
})

describe('all that is subscribed to', () => {
  async function two() {
    const all = harness()
    for (const topic of ['/topic/a', '/topic/b']) all.connection.watch(topic, { onBody: () => {} })
    all.connection.start()
    const first = await all.client(0)
    first.open()
    return { ...all, first }
  }

  test('is in effect when the last of it is answered, on each connection', async () => {
    const { connection, world, first, client } = await two()
    first.receipts.get('s1')?.()
    connection.watch('/topic/c', { onBody: () => {} })
    first.receipts.get('s2')?.()
    expect(world.inEffect).toBe(0)
    first.receipts.get('s3')?.()
    expect(world.inEffect).toBe(1)
    first.drop()
    await expect.poll(() => world.timers.length).toBe(1)
    world.timers[0]?.()
    const second = await client(1)
    second.open()
    first.receipts.get('s3')?.()
    expect(world.inEffect).toBe(1)
    second.receipts.get('s6')?.()
    expect(world.inEffect).toBe(2)
  })

  test('is so where the last of it is refused', async () => {
    const { connection, world } = await two()
    connection.answered('r1')
    expect(world.inEffect).toBe(0)
    connection.answered('s2')
    connection.answered('s2')
    expect(world.inEffect).toBe(1)
  })

  test('is no news where something is added to it', async () => {
    const { connection, world, first } = await two()
    first.receipts.get('s2')?.()
    connection.watch('/topic/c', { onBody: () => {} })
    first.receipts.get('s3')?.()
    expect(world.inEffect).toBe(1)
  })

  test('is not waited for on a connection that was stopped', async () => {
    const { connection, world, first } = await two()
    connection.stop()
    first.receipts.get('s2')?.()
    expect(world.inEffect).toBe(0)
  })
})
