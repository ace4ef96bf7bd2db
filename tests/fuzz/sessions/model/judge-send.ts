// What must come of a SEND, by where it goes, what it says, and whether its sender is a member of the room.
import { isUtf8 } from 'node:buffer'
import Value from 'typebox/value'
import { ReadCommand, TalkCommand } from '../../../../protocol/commands.ts'
import { LIMITS } from '../../../../protocol/limits.ts'
import { toMessage } from '../../../../protocol/text.ts'
import type { Talk } from './kept-talks.ts'
import { DONE, refused, unsure, type Verdict } from './expectation.ts'

const IN_ROOM = /^\/app\/rooms\/([^/]+)\/(enter|leave|talk|read|typing)$/

export type Membership = 'in' | 'out' | 'unsure'

/** What a SEND that is done changes. */
export type Effect =
  { kind: 'talk'; talk: Talk } | { kind: 'move'; room: string; membership: Membership } | { kind: 'none' }

export interface Judgement {
  verdict: Verdict
  effect: Effect
}

/** A SEND that the host hands on. */
export const RELAYED: Judgement = { verdict: DONE, effect: { kind: 'none' } }

/** `membership`: of the sender in a room; null where there is no such room. */
export function judgeSend(
  destination: string,
  body: Buffer,
  membership: (room: string) => Membership | null,
): Judgement {
  const match = IN_ROOM.exec(destination)
  if (match === null || Buffer.byteLength(destination) > LIMITS.destinationBytes)
    return nothing(refused('NO_SUCH_DESTINATION', 'NOT_SENDABLE'))
  const [, room = '', verb = ''] = match
  const member = membership(room)
  if (verb === 'talk') return judgeTalk(room, body, member)
  if (verb === 'read' && member !== null && parsed(body, ReadCommand) === null)
    return nothing(refused('BAD_REQUEST'))
  if (member === null) return nothing(refused('NO_SUCH_ROOM', 'BAD_REQUEST'))
  if (verb === 'enter') return { verdict: DONE, effect: { kind: 'move', room, membership: 'in' } }
  if (verb === 'leave') return { verdict: DONE, effect: { kind: 'move', room, membership: 'out' } }
  return nothing(byMembership(member))
}

function judgeTalk(room: string, body: Buffer, member: Membership | null): Judgement {
  const command = parsed(body, TalkCommand)
  if (member === null) return nothing(refused('NO_SUCH_ROOM', 'BAD_REQUEST'))
  if (command === null) return nothing(refused('BAD_REQUEST'))
  if (member === 'out') return nothing(refused('NOT_A_MEMBER'))
  const said = toMessage(command.message)
  if (!said.ok)
    return nothing(refused('BAD_MESSAGE', 'TOO_LONG', ...(member === 'in' ? [] : ['NOT_A_MEMBER' as const])))
  const talk = { room, nonce: command.nonce, message: said.text }
  return { verdict: byMembership(member), effect: { kind: 'talk', talk } }
}

function byMembership(member: Membership): Verdict {
  if (member === 'in') return DONE
  return member === 'out' ? refused('NOT_A_MEMBER') : unsure('NOT_A_MEMBER')
}

function nothing(verdict: Verdict): Judgement {
  return { verdict, effect: { kind: 'none' } }
}

function parsed<T extends typeof TalkCommand | typeof ReadCommand>(body: Buffer, schema: T) {
  if (!isUtf8(body)) return null
  try {
    const value: unknown = JSON.parse(body.toString())
    return Value.Check(schema, value) ? value : null
  } catch {
    return null
  }
}
