import { describe, expect, test } from 'vitest'
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import { Invitees } from '../../../renderer/state/invitees.svelte.ts'
import { roomOf } from '../../support/room-of.ts'
import { seq, userId } from '../entries.ts'

const ROOM = 'private' as RoomId
const named = (name: string) => ({ userId: userId(name), name, online: true, read: seq(0) })

/** `inside`: who is in each room. */
function harness(inside: Record<string, string[]>) {
  const world = { asked: [] as string[], invited: [] as UserId[], refuses: false }
  const rest = {
    async members(roomId: RoomId) {
      world.asked.push(roomId)
      const names = inside[roomId]
      if (names === undefined) throw new Error('gone')
      return names.map(named)
    },
    async invite(_roomId: RoomId, person: UserId) {
      if (world.refuses) throw new Error('refused')
      world.invited.push(person)
    },
  }
  const rooms = [ROOM, ...Object.keys(inside).filter((name) => name !== ROOM), 'gone'].map((name) =>
    roomOf({ roomId: name as RoomId, name }),
  )
  return { world, invitees: new Invitees({ rest, roomId: ROOM, rooms }) }
}

describe('whom one can ask into a room', () => {
  test('are the people of the other rooms, once each, but for those who are in', async () => {
    const { invitees } = harness({ [ROOM]: ['me'], a: ['me', 'Tom'], b: ['Tom', 'Mina'] })
    expect(invitees.people).toBeNull()
    await invitees.load()
    expect(invitees.people?.map(({ name }) => name)).toEqual(['Tom', 'Mina'])
  })

  test('are looked for in so many rooms and no more', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`room${at}`, [`person${at}`]]))
    const { invitees, world } = harness({ [ROOM]: [], ...many })
    await invitees.load()
    expect([world.asked.length, invitees.people?.length]).toEqual([31, 30])
  })

  test('are marked when they have been asked, and not where that did not work', async () => {
    const { invitees, world } = harness({ [ROOM]: [], a: ['Tom'] })
    world.refuses = true
    await expect(invitees.invite(userId('Tom'))).rejects.toThrow('refused')
    expect(invitees.asked).toEqual([])
    world.refuses = false
    await invitees.invite(userId('Tom'))
    expect([invitees.asked, world.invited]).toEqual([['Tom'], ['Tom']])
  })
})
