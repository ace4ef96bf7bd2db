// What the owner of a room does: change it, pass it on, close it, and decide about the people in it.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Refusal } from '../../protocol/errors.ts'
import { isUserId, type UserId } from '../../protocol/ids.ts'
import { Room } from '../../protocol/rest.ts'
import { BannedList, ChangeRoomRequest, PersonRequest } from '../../protocol/room-requests.ts'
import { changeRoom, closeRoom, passOwnership } from '../chat/change-room.ts'
import { invite } from '../chat/invitations.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { banPerson, liftBan, listBanned, removePerson } from '../chat/send-away.ts'
import { NOTHING, REFUSALS } from './answers.ts'
import { SIGNED_IN, userOf } from './bearer.ts'
import { InRoom } from './room-routes.ts'

/** The part of a path that names a person and a room; who it is, is read by `personIn`. */
const OfPerson = Type.Object({ ...InRoom.properties, userId: Type.String() })

const common = { tags: ['rooms'], security: SIGNED_IN, params: InRoom }
const told = { 200: Room, ...REFUSALS }
const nothing = { 204: NOTHING, ...REFUSALS }

const change = {
  ...common,
  operationId: 'changeRoom',
  summary: 'Its owner gives a room another name or topic, a slow mode, or has only themselves talk in it.',
  body: ChangeRoomRequest,
  response: told,
}

const close = {
  ...common,
  operationId: 'closeRoom',
  summary: 'Its owner closes a room for good: those who are in it can go on reading it.',
  response: told,
}

const passOn = {
  ...common,
  operationId: 'passOwnership',
  summary: 'Its owner passes a room on to one of its members.',
  body: PersonRequest,
  response: told,
}

const remove = {
  ...common,
  operationId: 'removePerson',
  summary: 'The owner of a room sends somebody away, or takes back their invitation.',
  body: PersonRequest,
  response: nothing,
}

const asked = {
  ...common,
  operationId: 'invite',
  summary: 'The owner of a private room asks somebody in.',
  body: PersonRequest,
  response: nothing,
}

const bans = {
  ...common,
  operationId: 'listBanned',
  summary: 'Whom the owner of a room keeps out, longest first.',
  response: { 200: BannedList, ...REFUSALS },
}

const ban = {
  ...common,
  operationId: 'banPerson',
  summary: 'The owner of a room sends somebody away and keeps them out.',
  params: OfPerson,
  response: nothing,
}

const lift = {
  ...common,
  operationId: 'liftBan',
  summary: 'The owner of a room lets somebody come again.',
  params: OfPerson,
  response: nothing,
}

export const ownerRoutes: FastifyPluginAsyncTypebox<{ ports: ChatPorts }> = async (app, { ports }) => {
  app.patch('/rooms/:roomId', { schema: change }, async (request) =>
    changeRoom(ports, userOf(request).userId, request.params.roomId, request.body),
  )

  app.post('/rooms/:roomId/close', { schema: close }, async (request) =>
    closeRoom(ports, userOf(request).userId, request.params.roomId),
  )

  app.post('/rooms/:roomId/owner', { schema: passOn }, async (request) =>
    passOwnership(ports, userOf(request).userId, request.params.roomId, request.body.userId),
  )

  app.post('/rooms/:roomId/remove', { schema: remove }, async (request, reply) => {
    await removePerson(ports, userOf(request).userId, request.params.roomId, request.body.userId)
    return reply.code(204).send(null)
  })

  app.post('/rooms/:roomId/invitations', { schema: asked }, async (request, reply) => {
    await invite(ports, userOf(request), request.params.roomId, request.body.userId)
    return reply.code(204).send(null)
  })

  app.get('/rooms/:roomId/bans', { schema: bans }, async (request) => ({
    banned: await listBanned(ports, userOf(request).userId, request.params.roomId),
  }))

  app.put('/rooms/:roomId/bans/:userId', { schema: ban }, async (request, reply) => {
    await banPerson(ports, userOf(request).userId, request.params.roomId, personIn(request.params.userId))
    return reply.code(204).send(null)
  })

  app.delete('/rooms/:roomId/bans/:userId', { schema: lift }, async (request, reply) => {
    await liftBan(ports, userOf(request).userId, request.params.roomId, personIn(request.params.userId))
    return reply.code(204).send(null)
  })
}

function personIn(text: string): UserId {
  if (isUserId(text)) return text
  throw new Refusal('NO_SUCH_PERSON')
}
