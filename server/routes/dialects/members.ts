// A chat for members, who sign up, log in and show their token from then on: SockJS at /connect, a destination for each room,
// and all else by requests. Only who is in a room can listen to it, or talk there.
import { randomUUID } from 'node:crypto'
import Type from 'typebox'
import type { Nonce } from '../../../protocol/ids.ts'
import { readableRoom, requireMember } from '../../chat/policy.ts'
import { bodyReader } from '../body.ts'
import { talking } from '../room-deeds.ts'
import { roomNamed } from '../room-named.ts'
import type { Route } from '../route.ts'
import type { Dialect } from './dialect.ts'
import { viewOf, type RoomWords } from './room-words.ts'

/** Whatever else they say of themselves counts for nothing: their token says who they are. */
const talkBody = bodyReader(Type.Object({ message: Type.String() }))

const WORDS: RoomWords = {
  notices: null,
  tells: ({ roomId, sender, message }) => ({ roomId, senderEmail: sender, message }),
}

const send: Route['send'] = ({ ports }, { person, body }, { roomId = '' }) =>
  talking(ports, person, roomNamed(roomId), { ...talkBody(body), nonce: randomUUID() as Nonce })

export const MEMBERS: Dialect = {
  doors: ['/connect', '/connect/**'],
  unnamedGuests: false,
  yields: true,
  relays: false,
  tellsNamesAt: null,
  routes: [
    { pattern: '/app/{roomId:uuid}', send },
    { pattern: '/publish/{roomId:uuid}', send },
    {
      pattern: '/topic/{roomId:uuid}',
      subscribe: async ({ ports, broker }, { person, destination }, params) => {
        const roomId = roomNamed(params['roomId'] ?? '')
        await requireMember(ports, roomId, person.userId)
        const room = await readableRoom(ports, roomId, person.userId)
        return broker.room(roomId, viewOf('members', WORDS, destination, room), null)
      },
    },
  ],
  rest: {
    signedIn: true,
    paths: [
      { method: 'POST', path: '/chat/room/group/create', deed: 'new-room' },
      { method: 'GET', path: '/chat/room/group/list', deed: 'all-rooms' },
      { method: 'POST', path: '/chat/room/group/:roomId/join', deed: 'entering' },
      { method: 'DELETE', path: '/chat/room/group/:roomId/leave', deed: 'leaving' },
      { method: 'POST', path: '/chat/room/group/:roomId/leave', deed: 'leaving' },
      { method: 'POST', path: '/chat/room/:roomId/read', deed: 'reading' },
      {
        method: 'POST',
        path: '/chat/room/private/create',
        deed: 'direct-room',
        personField: 'otherMemberId',
        tells: ({ roomId }) => roomId,
      },
      {
        method: 'GET',
        path: '/chat/history/:roomId',
        deed: 'history',
        tells: ({ roomId, sender, message }) => ({ roomId, senderEmail: sender, message }),
      },
      {
        method: 'GET',
        path: '/chat/my/rooms',
        deed: 'my-rooms',
        tells: ({ roomId, name, kind, unread }) => ({
          roomId,
          roomName: name,
          isGroupChat: kind === 'direct' ? 'N' : 'Y',
          unReadCount: unread,
        }),
      },
    ],
    nameFields: ['roomName', 'name'],
    makersEnter: true,
    room: ({ roomId, name }) => ({ roomId, roomName: name }),
    one: (room) => room,
    several: (rooms) => rooms,
    refusal: (code, message) => ({ code, message }),
  },
  accounts: {
    signUp: '/member/create',
    logIn: '/member/doLogin',
    fields: { login: 'email', password: 'password', nickname: 'name' },
    signedUp: ({ user }) => user.userId,
    loggedIn: ({ user, token, refreshToken }) => ({ id: user.userId, token, refreshToken }),
  },
}
