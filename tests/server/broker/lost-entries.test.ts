// A room whose log loses entries under its subscribers: each of them is told, whatever it was doing, and goes on with what comes.
import { describe, expect, it } from 'vitest'
import { Broker } from '../../../server/broker/broker.ts'
import { seq, talk } from '../../contracts/samples.ts'
import { quiet, until } from '../../support/turns.ts'
import { LosingLog } from './losing-log.ts'
import { DESTINATION, roomOn, ROOM } from './open-room.ts'
import { Reader } from './reader.ts'

function open() {
  const log = new LosingLog()
  return { log, ...roomOn(log) }
}

describe('a room whose log has lost entries', () => {
  it('[BR16] tells those who are live of a GAP with the new epoch, and then what comes', async () => {
    const { log, say, live } = open()
    const [one, other] = [new Reader(), new Reader('q', undefined, true)]
    await live(one)
    await live(other)
    await say(3)
    const head = await log.lose(2)
    log.tellGap(head)
    await say()
    for (const { story, frames } of [one, other]) {
      expect(story).toEqual([1, 2, 3, '1-2', 3])
      expect(frames[3]?.headers).toMatchObject({ epoch: head.epoch, 'message-id': `${head.epoch}/GAP/2` })
      expect(frames[4]?.headers).toMatchObject({ epoch: head.epoch, seq: '3' })
      expect(frames[3]?.headers).not.toHaveProperty('seq')
    }
  })

  it('[BR16] tells of a GAP that names no entry where nothing is left', async () => {
    const { log, say, live } = open()
    const reader = new Reader()
    await live(reader)
    await say(3)
    log.tellGap(await log.lose(0))
    await say()
    expect(reader.story).toEqual([1, 2, 3, '0-0', 1])
  })

  it('[BR16] tells those who have caught up and wait for the next', async () => {
    const { log, say, since } = open()
    await say(3)
    const reader = new Reader()
    await since(reader, 1)
    await quiet()
    log.tellGap(await log.lose(2))
    await say()
    expect(reader.story).toEqual([2, 3, '=3', '1-2', 3])
  })

  it('[BR16] tells once who came back when it was lost already, and knows so', async () => {
    const { log, say, since } = open()
    await say(3)
    const { epoch } = await log.head(ROOM)
    const first = new Reader()
    await since(first, 3)
    await quiet()
    const head = await log.lose(2)
    const reader = new Reader()
    await since(reader, 3, epoch)
    await quiet()
    log.tellGap(head)
    await say()
    expect(first.story).toEqual(['=3', '1-2', 3])
    expect(reader.story).toEqual(['1-2', '=2', 3])
  })

  it('[BR16] breaks no replay: it goes on after the GAP, also where the loss is told before it is read', async () => {
    for (const isTold of [true, false]) {
      const { log, say, since } = open()
      await say(100)
      const reader = new Reader()
      await since(reader, 0)
      await until(() => reader.story.length > 0, 'the first portion')
      reader.stall()
      await quiet(20)
      const sent = reader.story.length
      const head = await log.lose(90)
      if (isTold) log.tellGap(head)
      await say(2)
      reader.drain()
      await until(() => reader.story.includes('=92'), 'the end of the replay')
      if (!isTold) log.tellGap(head)
      await say()
      const [gap, ...rest] = reader.story.slice(sent)
      expect(gap).toMatch(/^1-\d+$/)
      const [, to] = String(gap).split('-').map(Number)
      expect(rest.filter((each) => each !== '=92')).toEqual(
        Array.from({ length: 93 - (to ?? 0) }, (_, nth) => (to ?? 0) + 1 + nth),
      )
    }
  })

  it('[BR16] ends no replay in the old epoch where less is left than it has sent', async () => {
    const { log, say, since } = open()
    await say(40)
    const reader = new Reader()
    await since(reader, 0)
    await until(() => reader.story.includes(16), 'the first portion')
    reader.stall()
    await quiet(20)
    const head = await log.lose(3)
    log.tellGap(head)
    reader.drain()
    await until(() => reader.story.includes('=3'), 'the end of the replay')
    await say()
    expect(reader.story.slice(-3)).toEqual(['1-3', '=3', 4])
  })

  it('[BR16] waits for nothing that was lost', async () => {
    const { log, say, live, since } = open()
    await live(new Reader())
    await say(5)
    await log.lose(2)
    // The feed has not heard of it: to it the log stands at 5.
    const reader = new Reader()
    await since(reader, 0)
    await until(() => reader.story.includes('=2'), 'the end of the replay')
    expect(reader.story).toEqual([1, 2, '=2'])
  })

  it('[BR16] tells who has seen the new epoch nothing more of the old one', async () => {
    const { log, say, live, since } = open()
    await live(new Reader())
    await say(5)
    const [, , , , late] = await log.read(ROOM, { after: seq(0), limit: 5 })
    const head = await log.lose(2)
    const reader = new Reader()
    await since(reader, 0)
    await until(() => reader.story.includes('=2'), 'the end of the replay')
    if (late !== undefined) log.tell({ ...late, seq: seq(6) })
    log.tellGap(head)
    await say()
    expect(reader.story).toEqual([1, 2, '=2', 3])
  })

  it('[BR16] tells of no GAP where the clients know none', async () => {
    const log = new LosingLog()
    const broker = new Broker(log)
    const view = {
      destination: DESTINATION,
      form: 'old',
      render: ({ nonce }: { nonce: string }) => JSON.stringify({ nonce }),
    }
    const reader = new Reader()
    await broker.room(ROOM, view, null).attach(reader)
    await log.append(ROOM, talk('n1'))
    log.tellGap(await log.lose(0))
    await log.append(ROOM, talk('n2'))
    await quiet()
    expect(reader.bodies()).toEqual([{ nonce: 'n1' }, { nonce: 'n2' }])
  })
})
