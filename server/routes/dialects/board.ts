// The chat of a board: a WebSocket at /ws/chat, and a token in CONNECT that says who it is.
import Type from 'typebox'
import type { Dialect } from './dialect.ts'
import { roomRoutes } from './room-speech.ts'

const Message = Type.Object({
  type: Type.Union([Type.Literal('ENTER'), Type.Literal('TALK'), Type.Literal('LEAVE')]),
  roomId: Type.String(),
  detailMessage: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  /** The sender's user id or name. */
  senderId: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

export const BOARD: Dialect = {
  doors: ['/ws/chat'],
  unnamedGuests: false,
  yields: false,
  relays: false,
  tellsNamesAt: null,
  routes: roomRoutes('board', {
    sendsTo: '/app/message',
    listensAt: '/topic/chat/room/{roomId}',
    body: Message,
    said: ({ type, roomId, detailMessage, senderId }) => ({
      act: type,
      roomId,
      name: senderId ?? null,
      message: detailMessage ?? '',
    }),
    notices: { ENTER: '님이 입장하였습니다.', LEAVE: '님이 퇴장하였습니다.' },
    tells: ({ type, roomId, senderId, message }) => ({ type, roomId, detailMessage: message, senderId }),
  }),
  rest: null,
  accounts: null,
}
