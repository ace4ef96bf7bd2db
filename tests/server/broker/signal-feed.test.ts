// Destinations for signals: to those who are there when they come, and to nobody afterwards.
import { describe, expect, it } from 'vitest'
import { Broker } from '../../../server/broker/broker.ts'
import { MemoryRoomLog } from '../../../server/store/memory/memory-room-log.ts'
import { outage } from '../../support/held-log.ts'
import { quiet } from '../../support/turns.ts'
import { Reader } from './reader.ts'

function source() {
  const followers = new Set<(signal: object) => void>()
  const feed = new Broker(new MemoryRoomLog({ now: () => 1 })).signals('/topic/x', async (onSignal) => {
    followers.add(onSignal)
    return () => followers.delete(onSignal)
  })
  const signal = async (body: object): Promise<void> => {
    followers.forEach((onSignal) => onSignal(body))
    await quiet(1)
  }
  return { feed, followers, signal }
}

describe('a feed of signals', () => {
  it('[BR11] reaches those who are subscribed when they come, with ids of their own', async () => {
    const { feed, signal } = source()
    const [early, late] = [new Reader(), new Reader()]
    await feed.attach(early)
    await signal({ n: 1 })
    await feed.attach(late)
    await signal({ n: 2 })
    expect(early.bodies()).toEqual([{ n: 1 }, { n: 2 }])
    expect(late.bodies()).toEqual([{ n: 2 }])
    expect(new Set(early.frames.map(({ headers }) => headers['message-id'])).size).toBe(2)
  })

  it('[BR4] has other ids when it was left by all and is subscribed to again', async () => {
    const { feed, signal } = source()
    const [before, after] = [new Reader(), new Reader()]
    const detach = await feed.attach(before)
    await signal({ n: 1 })
    detach()
    await feed.attach(after)
    await signal({ n: 2 })
    const [first, second] = [before, after].map(({ frames }) => frames[0]?.headers['message-id'])
    expect(first).not.toBe(second)
  })

  it('[BR10] follows its source while somebody listens', async () => {
    const { feed, followers } = source()
    const detaches = [await feed.attach(new Reader()), await feed.attach(new Reader())]
    expect(followers.size).toBe(1)
    for (const detach of detaches) detach()
    await quiet(1)
    expect(followers.size).toBe(0)
  })

  it('[BR9] is refused where its source is out of reach', async () => {
    const broker = new Broker(new MemoryRoomLog({ now: () => 1 }))
    const attaching = broker.signals('/x', () => Promise.reject(outage())).attach(new Reader())
    await expect(attaching).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })
})
