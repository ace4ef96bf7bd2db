// A room as the host tells of it, for tests that care about little of it.
import type { Room } from '../../protocol/rest.ts'
import { room } from '../contracts/samples.ts'

/** An open room that nobody owns, but for what is told of it. */
export function roomOf(about: Partial<Room> = {}): Room {
  return {
    roomId: room('a'),
    name: '방',
    kind: 'open',
    topic: '',
    ownerId: null,
    slowMode: 0,
    announcementOnly: false,
    members: 0,
    createdAt: 1_000,
    closedAt: null,
    ...about,
  }
}
