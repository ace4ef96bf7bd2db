import { describe, expect, test } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import type { RefusalBody } from '../../../protocol/rest.ts'
import { Refusals } from '../../../renderer/state/refusals.ts'

const ROOM = 'room-1' as RoomId

function harness() {
  const world = { faults: [] as string[], later: [] as unknown[], reads: [] as unknown[], moves: 0 }
  const refusals = new Refusals({
    connection: {
      stay: async () => {},
      watchRefused: (...asked) => world.later.push(asked) > 0,
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
})
