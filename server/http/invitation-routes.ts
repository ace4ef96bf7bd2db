// Where the one who asks was asked into a private room. They come in by entering.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { InvitationList } from '../../protocol/room-requests.ts'
import { decline, listInvitations } from '../chat/invitations.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { NOTHING, REFUSALS } from './answers.ts'
import { SIGNED_IN, userOf } from './bearer.ts'
import { InRoom } from './room-routes.ts'

const common = { tags: ['rooms'], security: SIGNED_IN }

const list = {
  ...common,
  operationId: 'listInvitations',
  summary: 'The private rooms that the one who asks was asked into and has not entered, longest first.',
  response: { 200: InvitationList, ...REFUSALS },
}

const refuse = {
  ...common,
  operationId: 'declineInvitation',
  summary: 'Decline to come into a private room; where one was not asked, nothing happens.',
  params: InRoom,
  response: { 204: NOTHING, ...REFUSALS },
}

export const invitationRoutes: FastifyPluginAsyncTypebox<{ ports: ChatPorts }> = async (app, { ports }) => {
  app.get('/me/invitations', { schema: list }, async (request) => ({
    invitations: await listInvitations(ports, userOf(request).userId),
  }))

  app.delete('/me/invitations/:roomId', { schema: refuse }, async (request, reply) => {
    await decline(ports, userOf(request).userId, request.params.roomId)
    return reply.code(204).send(null)
  })
}
