// Rooms for whoever has a nickname: SockJS at /ws/chat, and a name in each message.
import Type from 'typebox'
import type { Dialect } from './dialect.ts'
import { roomRoutes } from './room-speech.ts'

const Message = Type.Object({
  type: Type.Union([Type.Literal('ENTER'), Type.Literal('TALK'), Type.Literal('LEAVE')]),
  roomId: Type.String(),
  sender: Type.String(),
  message: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

export const NICKNAMES: Dialect = {
  doors: ['/ws/chat/**'],
  unnamedGuests: true,
  yields: false,
  relays: false,
  tellsNamesAt: null,
  routes: roomRoutes('nicknames', {
    sendsTo: '/app/chat/sendMessage',
    listensAt: '/topic/chat/room/{roomId}',
    body: Message,
    said: ({ type, roomId, sender, message }) => ({
      act: type,
      roomId,
      name: sender,
      message: message ?? '',
    }),
    notices: { ENTER: '님이 입장하였습니다.', LEAVE: '님이 퇴장하였습니다.' },
    tells: ({ type, roomId, sender, message }) => ({ type, roomId, sender, message }),
  }),
  rest: {
    signedIn: false,
    paths: [
      { method: 'GET', path: '/chat/rooms', deed: 'all-rooms' },
      { method: 'POST', path: '/chat/room', deed: 'new-room' },
      { method: 'GET', path: '/chat/room/:roomId', deed: 'one-room' },
    ],
    nameFields: ['roomName', 'name'],
    makersEnter: false,
    room: ({ roomId, name }) => ({ roomId, roomName: name }),
    one: (room) => room,
    several: (rooms) => rooms,
    refusal: (code, message) => ({ code, message }),
  },
  accounts: null,
}
