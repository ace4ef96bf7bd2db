// What is counted of a link: outages, how long they lasted, and what came back, by a clock of the test's own.
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../../protocol/errors.ts'
import type { Commands } from '../../../../server/store/redis/link.ts'
import { LinkCounts } from '../../../../server/store/redis/link-counts.ts'

function counted() {
  const clock = { now: 1_000 }
  const [one, other] = [new EventEmitter(), new EventEmitter()]
  const down = new Set<EventEmitter>()
  const figures = new LinkCounts({
    isUp: () => down.size === 0,
    now: () => clock.now,
  })
  for (const connection of [one, other]) figures.watch(connection as unknown as Commands)
  const lose = (connection: EventEmitter): void => {
    down.add(connection)
    connection.emit('close')
  }
  const regain = (connection: EventEmitter): void => {
    down.delete(connection)
    connection.emit('ready')
  }
  const counts = () => [figures.outages, figures.outageTime, figures.reconnections]
  return { clock, one, other, figures, lose, regain, counts }
}

describe('an outage', () => {
  it('begins with the first connection that is lost and ends with the last that comes back', () => {
    const { clock, one, other, lose, regain, counts } = counted()
    lose(one)
    clock.now += 100
    lose(other)
    clock.now += 20
    regain(one)
    expect(counts()).toEqual([1, 120, 1])
    clock.now += 3
    regain(other)
    clock.now += 1_000
    expect(counts()).toEqual([1, 123, 2])
  })

  it('is one, however often it is tried to connect', () => {
    const { clock, one, lose, regain, counts } = counted()
    for (const pause of [5, 10, 20]) {
      lose(one)
      clock.now += pause
    }
    regain(one)
    expect(counts()).toEqual([1, 35, 1])
    lose(one)
    clock.now += 1
    expect(counts()).toEqual([2, 36, 1])
  })

  it('is none where a Cluster loses one of its connections and can be asked all the same', () => {
    const { clock, one, counts } = counted()
    one.emit('close')
    clock.now += 50
    one.emit('ready')
    expect(counts()).toEqual([0, 0, 1])
  })

  it('is none where the link is closed, and neither is a connection that is there for the first time', () => {
    const { clock, one, other, figures, lose, counts } = counted()
    one.emit('ready')
    expect(counts()).toEqual([0, 0, 0])
    figures.close()
    lose(one)
    lose(other)
    clock.now += 50
    expect(counts()).toEqual([0, 0, 0])
  })
})

describe('a script', () => {
  it('is told with the time until its answer, and counted where it is refused', async () => {
    const { clock, figures } = counted()
    const told: number[] = []
    figures.onAnswer = (milliseconds) => told.push(milliseconds)
    const answer = figures.timed(async (keys, args) => {
      clock.now += 7
      return [keys, args]
    })
    expect(await answer(['a'], [1])).toEqual([['a'], [1]])
    const refusal = new Refusal('UNAVAILABLE')
    const refused = figures.timed(() => Promise.reject(refusal))
    await expect(refused([], [])).rejects.toBe(refusal)
    const mistaken = figures.timed(() => Promise.reject(new Error('MISTAKE no such room')))
    await expect(mistaken([], [])).rejects.toThrow('MISTAKE')
    expect([told, figures.failures]).toEqual([[7], 1])
  })
})
