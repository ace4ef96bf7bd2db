// The chat of stores and their customers: SockJS at /chatting, and a token in CONNECT and in each request.
import Type from 'typebox'
import type { Dialect } from './dialect.ts'
import { roomRoutes } from './room-speech.ts'

/** Who says that somebody has come or gone. */
const NOTICE = '[알림]'

const Message = Type.Object({
  type: Type.Union([Type.Literal('ENTER'), Type.Literal('TALK'), Type.Literal('QUIT')]),
  roomId: Type.String(),
  message: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

const succeeded = { success: true, code: 0, msg: '성공하였습니다.' }

export const STORE: Dialect = {
  doors: ['/chatting', '/chatting/**'],
  unnamedGuests: false,
  yields: false,
  relays: false,
  tellsNamesAt: null,
  routes: roomRoutes('store', {
    sendsTo: '/pub/chat/message',
    listensAt: '/sub/chat/room/{roomId}',
    body: Message,
    said: ({ type, roomId, message }) => ({
      act: type === 'QUIT' ? 'LEAVE' : type,
      roomId,
      name: null,
      message: message ?? '',
    }),
    notices: { ENTER: '님이 입장하셨습니다.', LEAVE: '님이 퇴장하셨습니다.' },
    tells: ({ seq, type, roomId, sender, message }, { name }) => ({
      id: seq,
      type: type === 'LEAVE' ? 'QUIT' : type,
      sender: type === 'TALK' ? sender : NOTICE,
      message,
      chatRoom: { id: roomId, name },
    }),
  }),
  rest: {
    signedIn: true,
    paths: [
      { method: 'GET', path: '/chat/rooms', deed: 'all-rooms' },
      { method: 'POST', path: '/chat/room', deed: 'new-room' },
      { method: 'GET', path: '/chat/room/:roomId', deed: 'one-room' },
      { method: 'GET', path: '/chat/customer', deed: 'rooms-joined' },
      { method: 'GET', path: '/chat/store', deed: 'rooms-owned' },
    ],
    nameFields: ['name', 'roomName'],
    makersEnter: false,
    room: ({ roomId, name }) => ({ id: roomId, name }),
    one: (room) => ({ ...succeeded, data: room }),
    several: (rooms) => ({ ...succeeded, list: rooms }),
    refusal: (_code, message) => ({ success: false, code: -1, msg: message }),
  },
  accounts: null,
}
