// What each person may do in each room: the rule of docs/protocol.md, written down once more and apart from the server's.
import type { ErrorCode } from '../../../protocol/errors.ts'

/** Who tries. The first four are somebody in the room whose token is none, or no longer good. */
export const PEOPLE = [
  'no token',
  'expired token',
  'ended sign-in',
  'foreign token',
  'guest',
  'account',
  'admin',
  'invited',
  'member',
  'admin in it',
  'owner',
  'owner who left',
  'who left',
  'removed',
  'banned',
] as const
export type Person = (typeof PEOPLE)[number]

/** What it is tried on. In a direct room whoever is said to have left, or to have been sent away, was kept in by its rules. */
export const ROOMS = [
  'open',
  'announcements',
  'closed',
  'private',
  'closed private',
  'direct',
  'none',
] as const
export type RoomName = (typeof ROOMS)[number]

/** What somebody wants. Those that begin with `be` are about lists, in which the room is or is not. */
export type Wish =
  | 'read'
  | 'enter'
  | 'leave'
  | 'mark'
  | 'write'
  | 'write or enter'
  | 'edit own'
  | 'edit others'
  | 'delete own'
  | 'delete others'
  | 'change'
  | 'invite'
  | 'decide'
  | 'be listed'
  | 'be found'
  | 'be mine'
  | 'be asked in'
  | 'be told'
  | 'be joined'
  | 'be owned'
  | 'nothing of the room'

/** That it is done, or what it is refused with. Of a list: whether the room is in it. */
export type Verdict = 'yes' | 'no' | ErrorCode

const NOT_LET_IN: Partial<Record<Person, ErrorCode>> = {
  'no token': 'UNAUTHENTICATED',
  'expired token': 'TOKEN_EXPIRED',
  'ended sign-in': 'TOKEN_REVOKED',
  'foreign token': 'TOKEN_INVALID',
}

export function expected(person: Person, room: RoomName, wish: Wish): Verdict {
  const { [person]: refusal } = NOT_LET_IN
  if (refusal !== undefined) return refusal
  switch (wish) {
    case 'read':
      return reading(person, room)
    case 'enter':
      return entering(person, room)
    case 'leave':
      return room === 'direct' && isInside(person, room) ? 'DIRECT_ROOM' : reading(person, room)
    case 'mark':
      return belonging(person, room)
    case 'write':
    case 'edit own':
      return writing(person, room)
    case 'write or enter':
      return isInside(person, room) ? writing(person, room) : speakingUp(person, room)
    case 'edit others':
      return unless(writing(person, room), 'NOT_YOURS')
    case 'delete own':
      return decides(person, room) ? 'yes' : belonging(person, room)
    case 'delete others':
      return decides(person, room) ? 'yes' : unless(belonging(person, room), 'NOT_YOURS')
    case 'decide':
      return deciding(person, room)
    case 'change':
      return unless(deciding(person, room), isClosed(room) ? 'ROOM_CLOSED' : 'yes')
    case 'invite':
      return unless(deciding(person, room), inviting(room))
    case 'be listed':
      return yesIf(room === 'open' || room === 'announcements')
    case 'be found':
      return yesIf(reading(person, room) === 'yes')
    case 'be mine':
      return yesIf(isInside(person, room))
    case 'be asked in':
      return yesIf(person === 'invited' && room === 'private')
    case 'be told':
      return yesIf(isInside(person, room) && !isClosed(room))
    case 'be joined':
      return yesIf(isInside(person, room) && !owns(person, room))
    case 'be owned':
      return yesIf(owns(person, room) && reading(person, room) === 'yes')
    case 'nothing of the room':
      return 'yes'
  }
}

function reading(person: Person, room: RoomName): Verdict {
  if (isInside(person, room)) return 'yes'
  switch (room) {
    case 'none':
    case 'private':
    case 'closed private':
    case 'direct':
      return 'NO_SUCH_ROOM'
    case 'open':
    case 'announcements':
      return person === 'banned' ? 'BANNED' : 'yes'
    case 'closed':
      return person === 'banned' ? 'BANNED' : 'ROOM_CLOSED'
  }
}

/** Whoever was asked into a private room, and its owner, know that there is one. */
function entering(person: Person, room: RoomName): Verdict {
  const isAsked = person === 'invited' || person === 'owner who left'
  if (isAsked && room === 'private') return 'yes'
  if (isAsked && room === 'closed private') return 'ROOM_CLOSED'
  return reading(person, room)
}

function belonging(person: Person, room: RoomName): Verdict {
  return isInside(person, room) ? 'yes' : unless(reading(person, room), 'NOT_A_MEMBER')
}

function writing(person: Person, room: RoomName): Verdict {
  return unless(belonging(person, room), ruleOfTalk(person, room))
}

/** Older systems' clients talk without having entered. */
function speakingUp(person: Person, room: RoomName): Verdict {
  return unless(entering(person, room), ruleOfTalk(person, room))
}

function ruleOfTalk(person: Person, room: RoomName): Verdict {
  if (isClosed(room)) return 'ROOM_CLOSED'
  return room === 'announcements' && !isInCharge(person) ? 'ANNOUNCEMENTS_ONLY' : 'yes'
}

function deciding(person: Person, room: RoomName): Verdict {
  if (room === 'direct') return unless(reading(person, room), 'DIRECT_ROOM')
  return unless(reading(person, room), isInCharge(person) ? 'yes' : 'NOT_THE_OWNER')
}

function inviting(room: RoomName): Verdict {
  if (room !== 'private' && room !== 'closed private') return 'BAD_REQUEST'
  return isClosed(room) ? 'ROOM_CLOSED' : 'yes'
}

function decides(person: Person, room: RoomName): boolean {
  return deciding(person, room) === 'yes'
}

function isInside(person: Person, room: RoomName): boolean {
  if (room === 'none') return false
  if (person === 'member' || person === 'owner' || person === 'admin in it') return true
  return room === 'direct' && (isOwner(person) || wasInside(person))
}

/** Whoever opened a room of two owns nothing. */
function owns(person: Person, room: RoomName): boolean {
  return isOwner(person) && room !== 'direct'
}

function wasInside(person: Person): boolean {
  return person === 'who left' || person === 'removed' || person === 'banned'
}

export function isOwner(person: Person): boolean {
  return person === 'owner' || person === 'owner who left'
}

function isInCharge(person: Person): boolean {
  return isOwner(person) || person === 'admin' || person === 'admin in it'
}

function isClosed(room: RoomName): boolean {
  return room === 'closed' || room === 'closed private'
}

function unless(refusal: Verdict, otherwise: Verdict): Verdict {
  return refusal === 'yes' ? otherwise : refusal
}

function yesIf(holds: boolean): Verdict {
  return holds ? 'yes' : 'no'
}
