// Guests who stay away, by a clock that stands still until it is moved.
import { describe, expect, it, vi } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { Absences } from '../../../server/chat/absences.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { appear, vanish } from '../../../server/chat/presence.ts'
import type { AwayClock } from '../../../server/store/away-clock.ts'
import type { Duties } from '../../../server/store/duties.ts'
import { MemoryAccounts } from '../../../server/store/memory/memory-accounts.ts'
import { MemoryAwayClock } from '../../../server/store/memory/memory-away-clock.ts'
import { MemoryDuties } from '../../../server/store/memory/memory-duties.ts'
import { account, person, seq } from '../../contracts/samples.ts'
import { AlarmClock } from '../../support/alarm-clock.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

const AWAY = 600_000
const A = person('a')
const B = person('b')

async function host() {
  const chat = new MemoryChat()
  const { ports } = chat
  const accounts = new MemoryAccounts()
  const alarms = new AlarmClock()
  const failures: unknown[] = []
  /** Of a run of its own, or of one node of several, with what they share. */
  const begin = (
    clock: AwayClock = new MemoryAwayClock(() => alarms.now),
    duties: Duties = new MemoryDuties(),
  ): Absences => {
    const { later } = alarms
    const reportFailure = (error: unknown): void => void failures.push(error)
    return new Absences({ ports, accounts, clock, duties, awayAfter: AWAY, later, reportFailure })
  }
  const absences = begin()
  const roomId = await chat.createRoom()
  const members = async (room: RoomId = roomId): Promise<string[]> =>
    (await ports.directory.members(room)).map(({ userId }) => userId)
  /** So many milliseconds, with the looks that fall into them. */
  const pass = async (milliseconds: number): Promise<void> => {
    for (let gone = 0; gone < milliseconds; gone += AWAY / 10) {
      alarms.advance(Math.min(AWAY / 10, milliseconds - gone))
      await quiet(8)
    }
  }
  const start = async (begun = absences): Promise<void> => {
    begun.start()
    await quiet(8)
  }
  return { chat, ports, accounts, alarms, failures, begin, absences, roomId, members, pass, start }
}

describe('a guest who is away', () => {
  it('[CH9] leaves their rooms when the time is over, with the reason, and not before', async () => {
    const { chat, ports, roomId, members, pass, start } = await host()
    const other = await chat.createRoom()
    for (const room of [roomId, other]) await enterRoom(ports, A, room)
    await start()
    await pass(AWAY - 1)
    expect([await members(), await members(other)]).toEqual([['a'], ['a']])
    await pass(1)
    expect([await members(), await members(other)]).toEqual([[], []])
    expect(await ports.log.read(roomId, { after: seq(1), limit: 9 })).toMatchObject([
      { type: 'LEAVE', senderId: 'a', sender: A.name, message: '', reason: 'away', seq: 2 },
    ])
  })

  it('[CH9] is told to the lobby, and may come again', async () => {
    const { ports, roomId, members, pass, start } = await host()
    await enterRoom(ports, A, roomId)
    const counts: unknown[] = []
    await ports.signals.followLobby((signal) => counts.push(signal))
    await start()
    await pass(AWAY)
    await enterRoom(ports, A, roomId)
    await quiet()
    expect(counts).toEqual([0, 1].map((count) => ({ type: 'ROOM_COUNT', roomId, members: count })))
    await pass(AWAY - AWAY / 10)
    expect(await members()).toEqual(['a'])
  })

  it('[CH9] begins anew with every connection, however short', async () => {
    const { ports, absences, roomId, members, pass, start } = await host()
    for (const each of [A, B]) await enterRoom(ports, each, roomId)
    await start()
    await pass(AWAY - 1)
    await appear(ports, A)
    absences.appeared(A.userId)
    await vanish(ports, A)
    await pass(1)
    expect(await members()).toEqual(['a'])
    await pass(AWAY)
    expect(await members()).toEqual([])
  })

  it('[CH9] is not one who is connected, or has an account', async () => {
    const { ports, accounts, roomId, members, pass, start } = await host()
    const own = account('haneul')
    await accounts.create(own)
    for (const each of [A, B, own]) await enterRoom(ports, each, roomId)
    await appear(ports, A)
    await start()
    await pass(3 * AWAY)
    expect(await members()).toEqual(['a', own.userId])
  })

  it('[CH9] has the whole time again when the host starts anew', async () => {
    const { ports, absences, begin, roomId, members, pass, start } = await host()
    await enterRoom(ports, A, roomId)
    await start()
    await pass(AWAY - 1)
    await absences.close()
    await start(begin())
    await pass(AWAY - 1)
    expect(await members()).toEqual(['a'])
    await pass(1)
    expect(await members()).toEqual([])
  })
})

describe('looking who is away', () => {
  it('[CH9] goes through many members a hundred in a turn', async () => {
    const { ports, roomId, members, pass, start } = await host()
    for (let at = 0; at < 250; at += 1) await enterRoom(ports, person(`p${at}`), roomId)
    const asked = vi.spyOn(ports.directory, 'seats')
    await start()
    expect(asked.mock.calls.map(([, limit]) => limit)).toEqual([100, 100, 100])
    await pass(AWAY)
    await quiet(500)
    expect(await members()).toEqual([])
  })

  it('[CH9] goes on after a failure, which is reported', async () => {
    const { ports, failures, roomId, members, pass, start } = await host()
    await enterRoom(ports, A, roomId)
    await start()
    vi.spyOn(ports.directory, 'seats').mockRejectedValueOnce(new Error('the disk'))
    await pass(AWAY)
    expect(failures).toEqual([new Error('the disk')])
    expect(await members()).toEqual([])
  })

  it('[CH9] ends with the host, and leaves no clock running', async () => {
    const { ports, alarms, absences, roomId, members, pass, start } = await host()
    await enterRoom(ports, A, roomId)
    await start()
    expect(alarms.set).toBe(1)
    await absences.close()
    expect(alarms.set).toBe(0)
    await pass(2 * AWAY)
    expect(await members()).toEqual(['a'])
  })
})

describe('looking who is away, on several nodes', () => {
  /** Two nodes, of which the one looks whose turn it is. */
  async function nodes() {
    const alone = await host()
    const clock = new MemoryAwayClock(() => alone.alarms.now)
    const turn = { of: 'one' }
    const begin = (name: string) =>
      alone.begin(clock, { has: async () => turn.of === name, close: async () => {} })
    return { ...alone, turn, one: begin('one'), other: begin('other') }
  }

  it('[ND7] is done by one, and a LEAVE is written once also where two do it', async () => {
    const { ports, turn, one, other, roomId, members, pass, start } = await nodes()
    await enterRoom(ports, A, roomId)
    const asked = vi.spyOn(ports.directory, 'seats')
    for (const each of [one, other]) await start(each)
    await pass(AWAY - 1)
    expect(asked).toHaveBeenCalledTimes(10)
    turn.of = 'both'
    for (const each of [one, other]) {
      vi.spyOn(each, 'start')
      each.start()
    }
    await quiet(8)
    expect(await members()).toEqual(['a'])
    turn.of = 'other'
    await pass(1)
    expect(await members()).toEqual([])
    const leaves = await ports.log.read(roomId, { after: seq(1), limit: 9 })
    expect(leaves).toMatchObject([{ type: 'LEAVE', reason: 'away' }])
  })

  it('[ND7] goes on where the one before was, when another takes it over', async () => {
    const { ports, turn, one, other, roomId, members, pass, start } = await nodes()
    await enterRoom(ports, A, roomId)
    for (const each of [one, other]) await start(each)
    await pass(AWAY / 2)
    await one.close()
    turn.of = 'other'
    await pass(AWAY / 2 - 1)
    expect(await members()).toEqual(['a'])
    await pass(1)
    expect(await members()).toEqual([])
  })

  it('[ND7] begins the time anew where nobody has looked for a while', async () => {
    const { ports, turn, one, other, roomId, members, pass, start } = await nodes()
    await enterRoom(ports, A, roomId)
    for (const each of [one, other]) await start(each)
    await pass(AWAY - AWAY / 10)
    turn.of = 'none'
    await pass(AWAY / 2)
    turn.of = 'other'
    await pass(AWAY)
    expect(await members()).toEqual(['a'])
    await pass(AWAY / 10)
    expect(await members()).toEqual([])
  })

  it('[CH9] does not begin for somebody who comes while it is looked', async () => {
    const { ports, accounts, one, roomId, members, pass, start } = await nodes()
    await enterRoom(ports, A, roomId)
    vi.spyOn(accounts, 'among').mockImplementationOnce(async () => {
      await appear(ports, A)
      one.appeared(A.userId)
      return new Set()
    })
    await start(one)
    await vanish(ports, A)
    await pass(AWAY)
    expect(await members()).toEqual(['a'])
    await pass(AWAY / 10)
    expect(await members()).toEqual([])
  })

  it('[ND7] counts a connection on any node', async () => {
    const { ports, one, other, roomId, members, pass, start } = await nodes()
    await enterRoom(ports, A, roomId)
    for (const each of [one, other]) await start(each)
    await pass(AWAY - 1)
    other.appeared(A.userId)
    await pass(1)
    expect(await members()).toEqual(['a'])
  })
})
