import { describe, expect, test } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import type { RefusalBody } from '../../../protocol/rest.ts'
import { Refusals } from '../../../renderer/state/refusals.ts'

const ROOM = 'room-1' as RoomId

function harness() {
  const world = {
    faults: [] as string[],
    later: [] as unknown[],
    reads: [] as unknown[],
    moves: 0,
    answered: [] as string[],
    /** Whether the connection wants the subscription still. */
    wanted: true,
  }
  const refusals = new Refusals({
    connection: {
      stay: async () => {},
      answered: (receipt) => world.answered.push(receipt),
      watchRefused: (...asked) => world.later.push(asked) > 0 && world.wanted,
    },
    outbox: { refused: () => {} },
    ownRooms: { invitations: [], forgetInvitation: () => {} },
    conversation: () => ({
      roomId: ROOM,
      lose: () => {},
      moveRefused: () => (world.moves += 1),
      readRefused: (...refused) => world.reads.push(refused),
    }),
    onFault: (code) => world.faults.push(code),
  })
  const take = (code: string, about: Partial<RefusalBody> = {}) =>
    refusals.take({ code, message: '', destination: null, nonce: null, receipt: null, ...about })
  return { world, take }
}

describe('refusals', () => {
  test('of the end of a subscription that the host has ended itself are told to nobody', () => {
    const { world, take } = harness()
    take('NO_SUCH_SUBSCRIPTION')
    expect([world.faults, world.moves]).toEqual([[], 0])
    take('NO_SUCH_DESTINATION')
    expect([world.faults, world.moves]).toEqual([['NO_SUCH_DESTINATION'], 1])
  })

  test('of a read report are told to the room that is open, and to nobody where it is another’s', () => {
    const { world, take } = harness()
    take('TOO_FAST', { destination: `/app/rooms/${ROOM}/read`, retryAfter: 700 })
    take('UNAVAILABLE', { destination: `/app/rooms/${ROOM}/read` })
    take('UNAVAILABLE', { destination: '/app/rooms/another/read' })
    expect(world.reads).toEqual([
      ['TOO_FAST', 700],
      ['UNAVAILABLE', undefined],
    ])
    expect([world.faults, world.moves]).toEqual([[], 0])
  })

  test('of a subscription that passes are for the connection, by their receipts, also where it wants that one no more', () => {
    const { world, take } = harness()
    const destination = `/topic/rooms/${ROOM}`
    take('UNAVAILABLE', { destination, receipt: 's3', retryAfter: 700 })
    world.wanted = false
    take('UNAVAILABLE', { destination, receipt: 's2' })
    expect(world.later).toEqual([
      ['s3', 700],
      ['s2', undefined],
    ])
    expect(world.faults).toEqual([])
    take('BAD_HEADER', { destination, receipt: 's4' })
    take('UNAVAILABLE', { destination: `/app/rooms/${ROOM}/enter`, receipt: 'r1' })
    expect([world.later.length, world.faults]).toEqual([2, ['BAD_HEADER', 'UNAVAILABLE']])
  })

  test('are answers to what they name, whatever becomes of them', () => {
    const { world, take } = harness()
    take('NO_SUCH_ROOM', { destination: `/topic/rooms/${ROOM}`, receipt: 's1' })
    take('UNAVAILABLE', { destination: `/topic/rooms/${ROOM}`, receipt: 's2' })
    take('BAD_HEADER', { destination: `/topic/rooms/${ROOM}`, receipt: 's3' })
    take('BANNED', { destination: `/topic/rooms/${ROOM}` })
    expect(world.answered).toEqual(['s1', 's2', 's3'])
  })
})
