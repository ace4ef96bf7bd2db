// Whole frames that ask for what cannot be done: a refusal on the session's queue, and the session goes on.
import { LIMITS } from '../../../protocol/limits.ts'
import { frameText } from '../../support/frame-text.ts'
import { sendRefused } from './ask.ts'
import type { BadInput, Doors } from './bad-input.ts'

function talk(roomId: string, body: string): string {
  return frameText('SEND', { destination: `/app/rooms/${roomId}/talk`, receipt: 'r' }, body)
}

const words = (message: string): string => JSON.stringify({ message, nonce: 'never-kept' })

function subscribe(destination: string, headers: Record<string, string> = {}): string {
  return frameText('SUBSCRIBE', { id: 's', destination, receipt: 'r', ...headers })
}

/** JSON text in whose message stands a byte that is not UTF-8, in a binary message. */
function notUtf8({ roomId }: Doors): Buffer {
  const [before = '', after = ''] = talk(roomId, words('@')).split('@')
  return Buffer.concat([Buffer.from(before), Buffer.of(0xff), Buffer.from(after)])
}

function presented(token: string): string {
  return frameText('SEND', { destination: '/app/token' }, JSON.stringify({ token }))
}

export const REFUSED_COMMANDS: readonly BadInput[] = [
  {
    name: 'a new token that is none',
    sent: 'SEND to /app/token',
    answer: 'refusal TOKEN_INVALID, the session goes on',
    send: (doors) => sendRefused(doors, presented('nonsense')),
  },
  {
    name: 'a new token of a sign-in that was ended',
    sent: 'SEND to /app/token',
    answer: 'refusal TOKEN_REVOKED, the session goes on',
    send: (doors) => sendRefused(doors, presented(doors.revoked.token)),
  },
  {
    name: 'no new token',
    sent: 'SEND to /app/token without a header, and with {} for a body',
    answer: 'refusal BAD_REQUEST, the session goes on',
    send: (doors) => sendRefused(doors, frameText('SEND', { destination: '/app/token' }, '{}')),
  },
  {
    name: 'SEND to an unknown destination',
    sent: 'SEND to /app/nowhere',
    answer: 'refusal NO_SUCH_DESTINATION, the session goes on',
    send: (doors) => sendRefused(doors, frameText('SEND', { destination: '/app/nowhere' })),
  },
  {
    name: 'SEND to a topic',
    sent: 'SEND to /topic/rooms',
    answer: 'refusal NOT_SENDABLE, the session goes on',
    send: (doors) => sendRefused(doors, frameText('SEND', { destination: '/topic/rooms' }, '{}')),
  },
  {
    name: 'SEND to a destination that is too long',
    sent: `SEND to a destination of ${LIMITS.destinationBytes + 1} bytes`,
    answer: 'refusal NO_SUCH_DESTINATION, the session goes on',
    send: (doors) =>
      sendRefused(doors, frameText('SEND', { destination: '/'.padEnd(LIMITS.destinationBytes + 1, 'x') })),
  },
  {
    name: 'SUBSCRIBE to an unknown destination',
    sent: 'SUBSCRIBE to /topic/nowhere',
    answer: 'refusal NO_SUCH_DESTINATION, the session goes on',
    send: (doors) => sendRefused(doors, subscribe('/topic/nowhere')),
  },
  {
    name: 'talk in a room that is not there',
    sent: 'talk to /app/rooms/none/talk',
    answer: 'refusal NO_SUCH_ROOM, the session goes on',
    send: (doors) => sendRefused(doors, talk('none', words('말'))),
  },
  {
    name: 'SUBSCRIBE to a room that is not there',
    sent: 'SUBSCRIBE to /topic/rooms/none',
    answer: 'refusal NO_SUCH_ROOM, the session goes on',
    send: (doors) => sendRefused(doors, subscribe('/topic/rooms/none')),
  },
  {
    name: 'talk of somebody who is not a member',
    sent: 'talk without enter',
    answer: 'refusal NOT_A_MEMBER, the session goes on',
    send: (doors) => sendRefused(doors, talk(doors.otherRoomId, words('말'))),
  },
  {
    name: 'bad JSON',
    sent: 'talk with the body {"message":',
    answer: 'refusal BAD_REQUEST, the session goes on',
    send: (doors) => sendRefused(doors, talk(doors.roomId, '{"message":')),
  },
  {
    name: 'JSON of another shape',
    sent: 'talk with the body {"message": 1}',
    answer: 'refusal BAD_REQUEST, the session goes on',
    send: (doors) => sendRefused(doors, talk(doors.roomId, '{"message":1}')),
  },
  {
    name: 'a body that is not UTF-8',
    sent: 'talk with the byte FF in its message, as a binary message',
    answer: 'refusal BAD_REQUEST, the session goes on',
    send: (doors) => sendRefused(doors, notUtf8(doors)),
  },
  {
    name: 'a blank message',
    sent: 'talk with spaces only',
    answer: 'refusal BAD_MESSAGE, the session goes on',
    send: (doors) => sendRefused(doors, talk(doors.roomId, words('  \n '))),
  },
  {
    name: 'a message that is too long',
    sent: `talk with ${LIMITS.messageLength + 1} characters`,
    answer: 'refusal TOO_LONG, the session goes on',
    send: (doors) => sendRefused(doors, talk(doors.roomId, words('가'.repeat(LIMITS.messageLength + 1)))),
  },
  {
    name: 'a since that is no seq',
    sent: 'SUBSCRIBE to a room with "since:-1"',
    answer: 'refusal BAD_REQUEST, the session goes on',
    send: (doors) => sendRefused(doors, subscribe(`/topic/rooms/${doors.roomId}`, { since: '-1' })),
  },
  {
    name: 'no such subscription',
    sent: 'UNSUBSCRIBE of an id that was never used',
    answer: 'refusal NO_SUCH_SUBSCRIPTION, the session goes on',
    send: (doors) => sendRefused(doors, frameText('UNSUBSCRIBE', { id: 'never', receipt: 'r' })),
  },
]
