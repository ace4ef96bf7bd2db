// Who this host takes the one who asks for, and the rooms that they are in.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { MyRoomList, User } from '../../protocol/rest.ts'
import { listMyRooms } from '../chat/list-my-rooms.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { REFUSALS } from './answers.ts'
import { SIGNED_IN, userOf } from './bearer.ts'

const show = {
  operationId: 'showMe',
  tags: ['sign in'],
  summary: 'The person whose token this is.',
  security: SIGNED_IN,
  response: { 200: User, ...REFUSALS },
}

const rooms = {
  operationId: 'listMyRooms',
  tags: ['rooms'],
  summary: 'The rooms that the one who asks is in, oldest first, each with what they have not read.',
  security: SIGNED_IN,
  response: { 200: MyRoomList, ...REFUSALS },
}

export const meRoutes: FastifyPluginAsyncTypebox<{ ports: ChatPorts }> = async (app, { ports }) => {
  app.get('/me', { schema: show }, async (request) => userOf(request))

  app.get('/me/rooms', { schema: rooms }, async (request) => ({
    rooms: await listMyRooms(ports, userOf(request).userId),
  }))
}
