// What can be done to a room in a session by the destinations of older systems, at their own doors.
import type { Carrier } from './line.ts'
import type { Wish } from './rule.ts'
import type { Scene } from './scene.ts'
import { listen, send, type Command } from './stomp-commands.ts'
import type { Way } from './way.ts'

type Act = 'ENTER' | 'TALK' | 'LEAVE'
const ACTS: Readonly<Record<Act, Wish>> = { TALK: 'write or enter', ENTER: 'enter', LEAVE: 'leave' }

interface Speech {
  door: Carrier
  sendsTo: string
  listensAt: (roomId: string) => string
  body: (act: Act, scene: Scene) => object
  more: NonNullable<Command['more']>
}

const SPEECHES: readonly Speech[] = [
  {
    door: 'nicknames',
    sendsTo: '/app/chat/sendMessage',
    listensAt: (roomId) => `/topic/chat/room/${roomId}`,
    body: (type, { roomId, subject }) => ({ type, roomId, sender: subject.user.name, message: '말' }),
    more: { unnamed: true },
  },
  {
    door: 'board',
    sendsTo: '/app/message',
    listensAt: (roomId) => `/topic/chat/room/${roomId}`,
    body: (type, { roomId, subject }) => ({
      type,
      roomId,
      senderId: subject.user.userId,
      detailMessage: '말',
    }),
    more: {},
  },
  {
    door: 'store',
    sendsTo: '/pub/chat/message',
    listensAt: (roomId) => `/sub/chat/room/${roomId}`,
    body: (act, { roomId }) => ({ type: act === 'LEAVE' ? 'QUIT' : act, roomId, message: '말' }),
    more: {},
  },
]

function older({ door, sendsTo, listensAt, body, more }: Speech): Way[] {
  const acts = Object.entries(ACTS) as [Act, Wish][]
  return [
    listen(door, {
      name: `SUBSCRIBE ${door}`,
      wish: 'read',
      destination: ({ roomId }) => listensAt(roomId),
      more,
    }),
    ...acts.map(([act, wish]) =>
      send(door, {
        name: `SEND ${door} ${act}`,
        wish,
        destination: () => sendsTo,
        body: (scene) => body(act, scene),
        more: { ...more, changes: true },
      }),
    ),
  ]
}

/** Where only members may listen, and nobody enters by talking. */
function forMembers(): Way[] {
  const talk = (root: string) =>
    send('members', {
      name: `SEND members ${root}`,
      wish: 'write',
      destination: ({ roomId }) => `/${root}/${roomId}`,
      body: () => ({ message: '말' }),
    })
  const destination = ({ roomId }: Scene) => `/topic/${roomId}`
  return [
    listen('members', { name: 'SUBSCRIBE members', wish: 'mark', destination }),
    talk('app'),
    talk('publish'),
  ]
}

export const OLDER_STOMP_WAYS: readonly Way[] = [...SPEECHES.flatMap(older), ...forMembers()]
