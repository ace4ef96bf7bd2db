// Makes entries of the table of destinations out of how a dialect speaks of rooms: one destination for all that is said, and
// one topic a room.
import { randomUUID } from 'node:crypto'
import type { Static, TSchema } from 'typebox'
import type { Nonce, RoomId } from '../../../protocol/ids.ts'
import type { User } from '../../../protocol/rest.ts'
import { enterRoom } from '../../chat/enter-room.ts'
import { messageIn } from '../../chat/message-in.ts'
import { enterableRoom, readableRoom } from '../../chat/policy.ts'
import type { ChatPorts } from '../../chat/ports.ts'
import { postMessage } from '../../chat/post-message.ts'
import { bodyReader } from '../body.ts'
import { entering, leaving, talking } from '../room-deeds.ts'
import { roomNamed } from '../room-named.ts'
import { done, type Route } from '../route.ts'
import type { Deed, SendRequest } from '../router.ts'
import { viewOf, type RoomWords } from './room-words.ts'

/** What a message to the host says. */
export interface Said {
  act: 'ENTER' | 'TALK' | 'LEAVE'
  roomId: string
  /** Of a TALK. */
  message: string
  /** What the sender is called, or their user id; null where it was not said. */
  name: string | null
}

/** How a dialect speaks of rooms. */
export interface RoomSpeech<Body extends TSchema> extends RoomWords {
  /** Where its clients send to. */
  readonly sendsTo: string
  /** Where they listen; `{roomId}` stands for the room. */
  readonly listensAt: string
  /** What they send, and what it says. */
  readonly body: Body
  said: (body: Static<Body>) => Said
}

/** The entries of a dialect that speaks so. What it has no words for, edited and deleted messages, is not told on its topics. */
export function roomRoutes<Body extends TSchema>(form: string, speech: RoomSpeech<Body>): readonly Route[] {
  const read = bodyReader(speech.body)
  return [
    {
      pattern: speech.sendsTo,
      send: async ({ ports }, request) => {
        const said = speech.said(read(request.body))
        return deedOf(ports, whoSays(request, said), said)
      },
    },
    {
      pattern: speech.listensAt,
      subscribe: async ({ ports, broker }, { person, destination }, params) => {
        const room = await readableRoom(ports, roomNamed(params['roomId'] ?? ''), person.userId)
        return broker.room(room.roomId, viewOf(form, speech, destination, room), null)
      },
    },
  ]
}

/** Refuses BAD_NAME and OTHER_NAME. */
function whoSays({ person, caller }: SendRequest, { name }: Said): User {
  return name === null || name === person.userId ? person : caller.introduce(name)
}

async function deedOf(ports: ChatPorts, person: User, { act, roomId, message }: Said): Promise<Deed> {
  const room = roomNamed(roomId)
  switch (act) {
    case 'ENTER':
      return entering(ports, person, room)
    case 'LEAVE':
      return leaving(ports, person, room)
    case 'TALK':
      return saying(ports, person, room, message)
  }
}

/** Those systems asked nobody to enter before they talk: whoever has not is let in first. */
async function saying(ports: ChatPorts, person: User, roomId: RoomId, message: string): Promise<Deed> {
  const talk = { message, nonce: randomUUID() as Nonce }
  const { present } = await ports.directory.membership(roomId, person.userId)
  if (present) return talking(ports, person, roomId, talk)
  await enterableRoom(ports, roomId, person.userId)
  messageIn(message)
  return done(async () => {
    await enterRoom(ports, person, roomId)
    const post = await postMessage(ports, person, roomId, talk)
    await post()
  })
}
