import { describe, expect, test } from 'vitest'
import type { Epoch } from '../../../protocol/ids.ts'
import { RoomFeed } from '../../../renderer/connection/room-feed.ts'
import { entry, EPOCH, seq } from '../entries.ts'

const feedAfter = (last: number) => new RoomFeed(EPOCH, seq(last))

describe('RoomFeed', () => {
  test('lets entries through in order', () => {
    const feed = feedAfter(0)
    const steps = [1, 2, 3].map((place) => feed.take(entry(place)))
    expect(steps.map((step) => step.do)).toEqual(['append', 'append', 'append'])
    expect(feed.position).toEqual({ since: '3', epoch: EPOCH })
  })

  test('drops what it has had before', () => {
    const feed = feedAfter(5)
    expect(feed.take(entry(4))).toEqual({ do: 'nothing' })
    expect(feed.take(entry(5))).toEqual({ do: 'nothing' })
    expect(feed.take(entry(6)).do).toBe('append')
    expect(feed.take(entry(6))).toEqual({ do: 'nothing' })
  })

  test('asks once for a hole, and goes on where it was when the answer comes', () => {
    const feed = feedAfter(5)
    expect(feed.take(entry(8))).toEqual({ do: 'ask-again' })
    expect(feed.take(entry(9))).toEqual({ do: 'nothing' })
    expect(feed.position.since).toBe('5')
    const answer = [6, 7, 8, 9].map((place) => feed.take(entry(place)).do)
    expect(answer).toEqual(['append', 'append', 'append', 'append'])
    expect(feed.take(entry(12))).toEqual({ do: 'ask-again' })
  })

  test('asks again on a new connection, where the first answer can no longer come', () => {
    const feed = feedAfter(1)
    expect(feed.take(entry(3))).toEqual({ do: 'ask-again' })
    feed.restart()
    expect(feed.take(entry(3))).toEqual({ do: 'ask-again' })
  })

  test('takes the end of a replay only where everything before it came', () => {
    expect(feedAfter(5).take({ type: 'CAUGHT_UP', seq: seq(5) })).toEqual({ do: 'caught-up' })
    expect(feedAfter(5).take({ type: 'CAUGHT_UP', seq: seq(7) })).toEqual({ do: 'ask-again' })
    expect(feedAfter(5).take({ type: 'CAUGHT_UP', seq: seq(3) })).toEqual({ do: 'reload' })
  })

  test('reloads where the log has a gap or another life', () => {
    expect(feedAfter(5).take({ type: 'GAP', from: seq(6), to: seq(9) })).toEqual({ do: 'reload' })
    expect(feedAfter(5).take(entry(6, { epoch: 'epoch-2' as Epoch }))).toEqual({ do: 'reload' })
  })
})
