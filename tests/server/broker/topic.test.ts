// Fan-out: who gets what is published, in which order, and how often it is encoded.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { encodeTail } from '../../../server/broker/message.ts'
import { Topic } from '../../../server/broker/topic.ts'
import { quiet } from '../../support/turns.ts'
import { bare, marked, Reader } from './reader.ts'

const tail = (body: number) => encodeTail({ destination: '/t', messageId: `${body}`, body: `${body}` })

function topicOf(...readers: Reader[]) {
  const topic = new Topic()
  for (const reader of readers) topic.add(reader)
  return { topic, publish: (...bodies: number[]) => bodies.forEach((body) => topic.publish(tail(body))) }
}

describe('a topic', () => {
  afterEach(() => vi.useRealTimers())

  it('[BR1] delivers in the order of publishing', async () => {
    const reader = new Reader()
    const { publish } = topicOf(reader)
    publish(1, 2)
    await quiet(1)
    publish(3)
    await quiet(1)
    expect(reader.bodies()).toEqual([1, 2, 3])
  })

  it('[BR2] hands one buffer a turn to all whose bytes are the same', async () => {
    const [a, b, other, framed] = [new Reader('s'), new Reader('s'), new Reader('t'), new Reader('s', marked)]
    const { publish } = topicOf(a, b, other, framed)
    publish(1, 2, 3)
    await quiet(1)
    for (const reader of [a, b, other, framed]) {
      expect(reader.delivered).toHaveLength(1)
      expect(reader.bodies()).toEqual([1, 2, 3])
    }
    expect(a.delivered[0]).toBe(b.delivered[0])
    expect(other.delivered[0]).not.toBe(a.delivered[0])
    expect(framed.delivered[0]).not.toBe(a.delivered[0])
    expect(other.frames[0]?.headers['subscription']).toBe('t')
  })

  it('[BR12] hands its messages one by one to somebody who takes them so', async () => {
    const [framed, single] = [new Reader(), new Reader('s', bare, true)]
    const { topic, publish } = topicOf(framed, single)
    publish(1, 2)
    await quiet(1)
    expect([framed.delivered.length, single.delivered.length]).toEqual([1, 2])
    expect(single.bodies()).toEqual([1, 2])
    topic.remove(framed)
    expect(topic.empty).toBe(false)
    topic.remove(single)
    expect(topic.empty).toBe(true)
  })

  it('[BR5] gives nothing of what was published before to somebody who joins in the middle of a turn', async () => {
    const [early, late] = [new Reader(), new Reader()]
    const { topic, publish } = topicOf(early)
    publish(1)
    topic.add(late)
    publish(2)
    await quiet(1)
    expect(early.bodies()).toEqual([1, 2])
    expect(late.bodies()).toEqual([2])
  })

  it('[BR5] gives nothing more to somebody who has left, in the same turn too', async () => {
    const [stays, leaves] = [new Reader(), new Reader()]
    const { topic, publish } = topicOf(stays, leaves)
    publish(1)
    await quiet(1)
    publish(2)
    topic.remove(leaves)
    await quiet(1)
    expect(stays.bodies()).toEqual([1, 2])
    expect(leaves.bodies()).toEqual([1])
  })

  it('[BR5] goes on when somebody leaves while they are told', async () => {
    const readers = [new Reader(), new Reader('x'), new Reader()]
    const { topic, publish } = topicOf(...readers)
    for (const reader of readers) {
      const deliver = reader.deliverNow.bind(reader)
      reader.deliverNow = (framed) => {
        topic.remove(reader)
        return deliver(framed)
      }
    }
    publish(1)
    await quiet(1)
    expect(readers.map((reader) => reader.bodies())).toEqual([[1], [1], [1]])
    expect(topic.empty).toBe(true)
  })

  it('[BR5] is empty when all have left, and may be joined again', async () => {
    const reader = new Reader()
    const { topic, publish } = topicOf(reader)
    topic.remove(reader)
    topic.remove(reader)
    expect(topic.empty).toBe(true)
    publish(1)
    topic.add(reader)
    publish(2)
    await quiet(1)
    expect(reader.bodies()).toEqual([2])
  })

  it('[BR15] spares those whose transport carries text alone what is not text', async () => {
    const textOnly = { ...bare, takesBytes: false }
    const [all, text, acknowledging] = [
      new Reader(),
      new Reader('s', textOnly),
      new Reader('s', textOnly, true),
    ]
    const { topic, publish } = topicOf(all, text, acknowledging)
    const put = (messageId: string, body: Buffer): void =>
      topic.publish(encodeTail({ destination: '/t', messageId, body }))
    put('a', Buffer.of(0xff))
    await quiet(1)
    put('b', Buffer.of(0xff))
    put('c', Buffer.from('가'))
    publish(4)
    await quiet(1)
    const ids = ({ frames }: Reader) => frames.map(({ headers }) => headers['message-id'])
    expect([all, text, acknowledging].map(ids)).toEqual([
      ['a', 'b', 'c', '4'],
      ['c', '4'],
      ['c', '4'],
    ])
  })

  it('[BR2] serves those with ids of their own from one buffer, as long as they let go of it', async () => {
    const [one, two, slow, last] = ['one', 'two', 'mmm', 'end'].map((id) => new Reader(id)) as [
      Reader,
      Reader,
      Reader,
      Reader,
    ]
    const { publish } = topicOf(one, two, slow, last)
    const given: Buffer[] = []
    for (const reader of [one, two, slow, last]) {
      reader.deliverNow = (framed) => {
        given.push(framed)
        reader.delivered.push(reader === slow ? framed : Buffer.from(framed))
        return reader !== slow
      }
    }
    publish(1, 2)
    await quiet(1)
    expect(given.map((bytes) => given.indexOf(bytes))).toEqual([0, 0, 0, 3])
    for (const reader of [one, two, slow, last]) {
      expect(reader.bodies()).toEqual([1, 2])
      expect(new Set(reader.frames.map(({ headers }) => headers['subscription']))).toEqual(
        new Set([reader.id]),
      )
    }
  })

  it('[BR2] rests after it has told many, and then hands on what has come meanwhile in one buffer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const readers = Array.from({ length: 1_000 }, () => new Reader())
    const [reader = new Reader()] = readers
    const { publish } = topicOf(...readers)
    publish(1)
    await quiet(1)
    publish(2)
    await quiet(1)
    publish(3)
    await quiet(1)
    expect(reader.bodies()).toEqual([1])
    vi.advanceTimersByTime(10)
    expect(reader.bodies()).toEqual([1, 2, 3])
    expect(reader.delivered).toHaveLength(2)
  })

  it('[BR2] tells at once who has not been told for long, however many they are', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const reader = new Reader()
    const { publish } = topicOf(reader, ...Array.from({ length: 1_000 }, () => new Reader()))
    publish(1)
    await quiet(1)
    vi.advanceTimersByTime(10)
    publish(2)
    await quiet(1)
    expect(reader.bodies()).toEqual([1, 2])
  })
})
