// What is relayed, as its receivers get it in each version of STOMP.
import { describe, expect, it } from 'vitest'
import { Broker } from '../../../server/broker/broker.ts'
import { jsonMessage, messageOf } from '../../../server/broker/relayed-message.ts'
import type { StompVersion } from '../../../server/stomp/frame.ts'
import { MemoryRoomLog } from '../../../server/store/memory/memory-room-log.ts'
import { MemorySignals } from '../../../server/store/memory/memory-signals.ts'
import type { RelayedMessage } from '../../../server/store/signals.ts'
import { user } from '../../contracts/samples.ts'
import { outage } from '../../support/held-log.ts'
import { quiet } from '../../support/turns.ts'
import { Reader, bare } from './reader.ts'

const ADDRESS = '/user/u/queue/가:1'
const DESTINATION = '/user/queue/가:1'
const reader = (version: StompVersion, id = 's') => new Reader(id, bare, false, version)

function open() {
  const signals = new MemorySignals()
  const broker = new Broker(new MemoryRoomLog({ now: () => 1 }))
  const feed = broker.relay(ADDRESS, DESTINATION, (onMessage) => signals.followTopic(ADDRESS, onMessage))
  const publish = async (message: RelayedMessage): Promise<void> => {
    signals.publishTopic(ADDRESS, message)
    await quiet(1)
  }
  return { feed, publish }
}

/** The headers with which one in this version gets a message that was sent with `headers`. */
async function received(version: StompVersion, headers: Record<string, string>) {
  const { feed, publish } = open()
  const subscriber = reader(version)
  await feed.attach(subscriber)
  await publish(messageOf(user('u-1'), new Map(Object.entries(headers)), Buffer.from('x')))
  const { 'message-id': id, ...others } = subscriber.frames[0]?.headers ?? {}
  expect(id).toMatch(/^[\w-]+$/)
  return others
}

const GIVEN = { subscription: 's', destination: DESTINATION, 'sender-id': 'u-1', 'content-length': '1' }

describe('a relayed message', () => {
  it.each<StompVersion>(['1.0', '1.1', '1.2'])(
    '[BR13] has its bytes as they came, in %s',
    async (version) => {
      const { feed, publish } = open()
      const subscriber = reader(version)
      await feed.attach(subscriber)
      const body = Buffer.of(0, 0xff, 10, 13, 0)
      await publish(messageOf(user('u'), new Map([['content-type', 'image/png']]), body))
      expect(subscriber.frames).toMatchObject([
        { command: 'MESSAGE', headers: { 'content-type': 'image/png' }, body: body.toString('latin1') },
      ])
    },
  )

  it.each<StompVersion>(['1.0', '1.1', '1.2'])(
    '[BR13] has the headers of its sender, in %s',
    async (version) => {
      const own = { 'content-type': 'text/plain;charset=utf-8', priority: '9', 메모: ' 둘: \\n ', id: 'mine' }
      // To a reader of 1.0 spaces around a value are padding.
      const 메모 = version === '1.0' ? own.메모.trim() : own.메모
      expect(await received(version, own)).toEqual({ ...GIVEN, ...own, 메모 })
    },
  )

  it('[BR14] leaves out what a version cannot write, and a NUL in all of them', async () => {
    const own = { 'a:b': '1', 'c\nd': '2', e: 'f\ng', h: 'i\rj', k: 'l\0m', 'n\0': 'o' }
    const { k: _k, 'n\0': _n, ...writable } = own
    expect(await received('1.2', own)).toEqual({ ...GIVEN, ...writable })
    expect(await received('1.1', own)).toEqual({ ...GIVEN, ...writable })
    expect(await received('1.0', own)).toEqual({ ...GIVEN, h: 'i\rj' })
  })

  it.each([
    ...['destination', 'subscription', 'message-id', 'ack', 'content-length', 'receipt', 'receipt-id'],
    ...['transaction', 'seq', 'epoch', 'user-id', 'sender-id', 'Sender-Id', ' sender-id ', 'seq\t'],
  ])('[BR13] cannot say %j in the name of the server', async (name) => {
    expect(await received('1.2', { [name]: 'forged' })).toEqual(GIVEN)
  })

  it.each(['Authorization', 'authorization', 'X-AUTH-TOKEN', 'login', 'passcode', 'host-password'])(
    '[BR13] does not give away the %s of its sender',
    async (name) => {
      expect(await received('1.2', { [name]: 'secret' })).toEqual(GIVEN)
    },
  )

  it('[BR13] of the host itself is JSON of no sender', async () => {
    const { feed, publish } = open()
    const subscriber = new Reader()
    await feed.attach(subscriber)
    await publish(jsonMessage({ content: '안녕' }))
    expect(subscriber.bodies()).toEqual([{ content: '안녕' }])
    expect(subscriber.frames[0]?.headers).toMatchObject({ 'content-type': 'application/json' })
    expect(subscriber.frames[0]?.headers).not.toHaveProperty('sender-id')
  })

  it('[BR14] is encoded once for all of a version who have the same subscription id', async () => {
    const { feed, publish } = open()
    const [a, b, old] = [reader('1.2'), reader('1.2'), reader('1.0')]
    for (const each of [a, b, old]) await feed.attach(each)
    await publish(jsonMessage({}))
    expect(a.delivered[0]).toBe(b.delivered[0])
    expect(old.delivered[0]).not.toBe(a.delivered[0])
  })

  it('[BR13] reaches those who are subscribed when it comes, in order, and nobody afterwards', async () => {
    const { feed, publish } = open()
    const [stays, leaves] = [new Reader(), new Reader()]
    await publish(jsonMessage({ n: 0 }))
    await feed.attach(stays)
    const detach = await feed.attach(leaves)
    await publish(jsonMessage({ n: 1 }))
    detach()
    await publish(jsonMessage({ n: 2 }))
    expect(stays.bodies()).toEqual([{ n: 1 }, { n: 2 }])
    expect(leaves.bodies()).toEqual([{ n: 1 }])
  })

  it('[BR9] cannot be listened for where the relay is out of reach', async () => {
    const broker = new Broker(new MemoryRoomLog({ now: () => 1 }))
    const feed = broker.relay(ADDRESS, DESTINATION, () => Promise.reject(outage()))
    await expect(feed.attach(new Reader())).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })
})
