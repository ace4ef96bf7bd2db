import { describe, expect, test } from 'vitest'
import { governs, silencedBy } from '../../../renderer/state/governing.ts'
import { roomOf } from '../../support/room-of.ts'
import { NOON, ROOM, userId } from '../entries.ts'

const ME = { userId: userId('me'), name: 'Me' }
const known = (admin: boolean) => ({ ...ME, login: null, admin })
const room = (given: object) => ({
  ...roomOf({ roomId: ROOM, name: 'Room', members: 1, createdAt: NOON }),
  ...given,
})

describe('deciding about a room', () => {
  test.each([
    ['the owner', { ownerId: ME.userId }, null, true],
    ['somebody else', { ownerId: userId('mina') }, known(false), false],
    ['anybody, where it is nobody’s', { ownerId: null }, null, false],
    ['who looks after the host', { ownerId: userId('mina') }, known(true), true],
    [
      'who looks after the host, about the room of two',
      { kind: 'direct', ownerId: null },
      known(true),
      false,
    ],
  ])('is for %s', (_who, given, me, expected) => {
    expect(governs(room(given), ME, me)).toBe(expected)
  })
})

describe('talking', () => {
  test.each([
    [{}, false, null],
    [{ announcementOnly: true }, false, 'ANNOUNCEMENTS_ONLY'],
    [{ announcementOnly: true }, true, null],
    [{ announcementOnly: true, closedAt: NOON }, false, 'ROOM_CLOSED'],
    [{ closedAt: NOON }, true, 'ROOM_CLOSED'],
  ])('in a room with %j, deciding about it or not (%s): %s', (given, isGoverning, expected) => {
    expect(silencedBy(room(given), isGoverning)).toBe(expected)
  })
})
