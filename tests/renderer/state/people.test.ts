import { describe, expect, test } from 'vitest'
import { People } from '../../../renderer/state/people.svelte.ts'
import { entry, ROOM, seq, userId } from '../entries.ts'

function harness() {
  const timers: (() => void)[] = []
  const world = { timers, calledOff: 0 }
  const people = new People(userId('me'), (callback) => {
    timers.push(callback)
    return () => (world.calledOff += 1)
  })
  const writes = (name: string) =>
    people.signal({ type: 'TYPING', roomId: ROOM, userId: userId(name.toLowerCase()), name })
  const writing = () => people.writing.map(({ name }) => name)
  return { people, world, writes, writing }
}

describe('who is here', () => {
  test('follows presence', () => {
    const { people } = harness()
    people.become([{ userId: userId('mina'), name: 'Mina', online: true, read: seq(0) }])
    people.signal({ type: 'PRESENCE', roomId: ROOM, userId: userId('mina'), online: false })
    people.signal({ type: 'PRESENCE', roomId: ROOM, userId: userId('stranger'), online: true })
    expect(people.members).toEqual([{ userId: 'mina', name: 'Mina', online: false, read: 0 }])
  })

  test('follows how far its members have read, never back', () => {
    const { people } = harness()
    people.become(['mina', 'tom'].map((id) => ({ userId: userId(id), name: id, online: true, read: seq(2) })))
    const mark = (id: string, to: number) => ({ userId: userId(id), seq: seq(to) })
    people.signal({
      type: 'READ',
      roomId: ROOM,
      marks: [mark('mina', 3), mark('tom', 1), mark('stranger', 9)],
    })
    expect(people.members.map(({ read }) => read)).toEqual([3, 2])
  })

  test('keeps the marks that moved while the list was on its way', () => {
    const { people } = harness()
    const at = (read: number) => [{ userId: userId('mina'), name: 'Mina', online: true, read: seq(read) }]
    people.become(at(5))
    people.become(at(3))
    expect(people.members).toEqual(at(5))
  })

  test('keeps what was told while the list was on its way', () => {
    const { people } = harness()
    const member = (id: string, online: boolean) => ({ userId: userId(id), name: id, online, read: seq(0) })
    const presence = (id: string, online: boolean) =>
      people.signal({ type: 'PRESENCE', roomId: ROOM, userId: userId(id), online })
    people.become([member('gone', true)])
    people.ask()
    people.take(entry(1, { type: 'LEAVE', senderId: userId('gone') }))
    people.take(entry(2, { type: 'ENTER', senderId: userId('new'), sender: 'new' }))
    people.take(entry(3, { type: 'ENTER', senderId: userId('left'), sender: 'left' }))
    people.take(entry(4, { type: 'LEAVE', senderId: userId('left') }))
    presence('came', true)
    presence('new', false)
    people.become(['gone', 'came', 'left', 'other'].map((id) => member(id, false)))
    const entered = { ...member('new', false), read: seq(2) }
    expect(people.members).toEqual([member('came', true), member('other', false), entered])
    people.ask()
    people.become([member('gone', true)])
    expect(people.members).toEqual([member('gone', true)])
  })

  test('takes the list’s word for somebody whose coming was told late, and the marks that moved before they were here', () => {
    const { people } = harness()
    const member = (id: string, read: number) => ({
      userId: userId(id),
      name: id,
      online: false,
      read: seq(read),
    })
    people.ask()
    people.take(entry(1, { type: 'ENTER', senderId: userId('mina'), sender: 'mina' }))
    const marks = [{ userId: userId('tom'), seq: seq(7) }]
    people.signal({ type: 'READ', roomId: ROOM, marks })
    people.become([member('mina', 3), member('tom', 5)])
    expect(people.members).toEqual([member('mina', 3), member('tom', 7)])
  })

  test('counts somebody who enters again once', () => {
    const { people } = harness()
    people.take(entry(1, { type: 'ENTER' }))
    people.take(entry(2, { type: 'ENTER' }))
    expect(people.members).toHaveLength(1)
  })
})

describe('who is writing', () => {
  test('is shown until a while after the last sign of it', () => {
    const { world, writes, writing } = harness()
    writes('Mina')
    writes('Tom')
    writes('Mina')
    expect(writing()).toEqual(['Tom', 'Mina'])
    world.timers[2]?.()
    expect(writing()).toEqual(['Tom'])
  })

  test('ends with the message, or with the person’s going', () => {
    const { people, writes, writing } = harness()
    writes('Mina')
    people.take(entry(1))
    expect(writing()).toEqual([])
    writes('Mina')
    people.signal({ type: 'PRESENCE', roomId: ROOM, userId: userId('mina'), online: false })
    expect(writing()).toEqual([])
  })

  test('never is oneself', () => {
    const { writes, writing } = harness()
    writes('Me')
    expect(writing()).toEqual([])
  })

  test('leaves no timer behind when the room is closed', () => {
    const { people, world, writes } = harness()
    writes('Mina')
    people.close()
    expect(world.calledOff).toBe(1)
  })
})
