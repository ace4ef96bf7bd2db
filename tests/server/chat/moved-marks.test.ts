// How read marks that move are told to a room.
import { describe, expect, it } from 'vitest'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { markRead } from '../../../server/chat/mark-read.ts'
import { MovedMarks } from '../../../server/chat/moved-marks.ts'
import { person, room, seq, user } from '../../contracts/samples.ts'
import { AlarmClock } from '../../support/alarm-clock.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

function gathering() {
  const alarms = new AlarmClock()
  const told: object[] = []
  const marks = new MovedMarks({ publishRoom: (_room, signal) => told.push(signal) }, alarms.later)
  const move = (id: string, by: string, to: number): void => marks.moved(room(id), user(by), seq(to))
  return { alarms, told, marks, move }
}

const read = (id: string, marks: object[]) => ({ type: 'READ', roomId: id, marks })

describe('read marks that move', () => {
  it('[CH6] are told together a quarter of a second after the first, the furthest of each person', () => {
    const { alarms, told, move } = gathering()
    move('a', 'u', 1)
    alarms.advance(249)
    for (const to of [3, 2]) move('a', 'v', to)
    move('b', 'u', 5)
    expect(told).toEqual([])
    alarms.advance(1)
    const [u, v] = [
      { userId: 'u', seq: 1 },
      { userId: 'v', seq: 3 },
    ]
    expect(told).toEqual([read('a', [u, v]), read('b', [{ userId: 'u', seq: 5 }])])
  })

  it('[CH6] leave no clock running while nothing moves', () => {
    const { alarms, told, move } = gathering()
    expect(alarms.set).toBe(0)
    move('a', 'u', 1)
    move('b', 'u', 1)
    expect(alarms.set).toBe(1)
    alarms.advance(250)
    expect([alarms.set, told.length]).toEqual([0, 2])
  })

  it('[CH6] are told at once when the host stops, and not a second time', () => {
    const { alarms, told, marks, move } = gathering()
    move('a', 'u', 1)
    marks.flush()
    marks.flush()
    alarms.advance(1_000)
    expect(told).toEqual([read('a', [{ userId: 'u', seq: 1 }])])
  })

  it('[CH6] of 500 who read at once cost 500 deliveries, not 250,000', async () => {
    const chat = new MemoryChat()
    const roomId = await chat.createRoom()
    const people = Array.from({ length: 500 }, (_, at) => `p${at}`)
    for (const name of people) await enterRoom(chat.ports, person(name), roomId)
    const clients = await Promise.all(people.map((name) => chat.join(name)))
    for (const client of clients) client.subscribe('live', `/topic/rooms/${roomId}/live`)
    await quiet()
    for (const name of people) await markRead(chat.ports, person(name), roomId, seq(500))
    await chat.advance(250)
    await quiet()
    const heard = clients.map((client) => client.bodies<{ marks: object[] }>('live'))
    // The last who entered had read all.
    expect(heard.map((signals) => signals.map(({ marks }) => marks.length))).toEqual(people.map(() => [499]))
  })
})
