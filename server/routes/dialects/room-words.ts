// What the listeners of a dialect hear of a room: its entries in the shape, and its notices in the words, of that dialect.
import type { Entry } from '../../../protocol/entry.ts'
import type { Room } from '../../../protocol/rest.ts'
import type { RoomView } from '../../broker/room-messages.ts'

/** An entry as dialects tell it. `message` has words of the dialect where the entry is a notice. */
export type Line = Pick<Entry, 'seq' | 'roomId' | 'senderId' | 'sender' | 'message'> & {
  type: 'ENTER' | 'TALK' | 'LEAVE'
}

export interface RoomWords {
  /** What follows the name of somebody who has entered or left; null where nobody is told. */
  readonly notices: Readonly<Record<'ENTER' | 'LEAVE', string>> | null
  /** What they hear. */
  tells: (line: Line, room: Room) => object
}

/**
 * How the room looks on a destination of the dialect, which `form` names. What it has no words for, edited and deleted
 * messages, is not told there.
 */
export function viewOf(
  form: string,
  { notices, tells }: RoomWords,
  destination: string,
  room: Room,
): RoomView {
  return {
    destination,
    // Whoever knows the room by another name, as two people's room is known, or as it was called before, sees it so.
    form: JSON.stringify([form, room.name]),
    render: (entry) => {
      const line = lineOf(entry, notices)
      return line === null ? null : JSON.stringify(tells(line, room))
    },
  }
}

function lineOf(entry: Entry, notices: RoomWords['notices']): Line | null {
  const { type, seq, roomId, senderId, sender, message } = entry
  switch (type) {
    case 'TALK':
      return { type, seq, roomId, senderId, sender, message }
    case 'ENTER':
    case 'LEAVE':
      return notices && { type, seq, roomId, senderId, sender, message: `${sender}${notices[type]}` }
    case 'EDIT':
    case 'DELETE':
      return null
  }
}
