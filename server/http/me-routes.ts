// Who this host takes the one who asks for, and the rooms that they are in.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Me, MyRoomList } from '../../protocol/rest.ts'
import type { Authenticator } from '../auth/authenticate.ts'
import { listMyRooms } from '../chat/list-my-rooms.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { REFUSALS } from './answers.ts'
import { SIGNED_IN, userOf } from './bearer.ts'

const show = {
  operationId: 'showMe',
  tags: ['sign in'],
  summary: 'The person whose token this is, and what this host knows of them.',
  security: SIGNED_IN,
  response: { 200: Me, ...REFUSALS },
}

const rooms = {
  operationId: 'listMyRooms',
  tags: ['rooms'],
  summary: 'The rooms that the one who asks is in, oldest first, each with what they have not read.',
  security: SIGNED_IN,
  response: { 200: MyRoomList, ...REFUSALS },
}

export interface MeRoutesOptions {
  authenticator: Authenticator
  ports: ChatPorts
}

export const meRoutes: FastifyPluginAsyncTypebox<MeRoutesOptions> = async (app, { authenticator, ports }) => {
  app.get('/me', { schema: show }, (request) => authenticator.describe(userOf(request)))

  app.get('/me/rooms', { schema: rooms }, async (request) => ({
    rooms: await listMyRooms(ports, userOf(request).userId),
  }))
}
