// The rooms of the host, and who is in them. Entering and leaving are STOMP's.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { RoomIdSchema } from '../../protocol/ids.ts'
import { CreateRoomRequest, MemberList, ReadMark, Room, RoomDetail, RoomList } from '../../protocol/rest.ts'
import { PersonRequest } from '../../protocol/room-requests.ts'
import { createRoom } from '../chat/create-room.ts'
import { listMembers, listRooms, showRoom } from '../chat/list-rooms.ts'
import { markRead } from '../chat/mark-read.ts'
import { openDirectRoom } from '../chat/open-direct-room.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { REFUSALS } from './answers.ts'
import { SIGNED_IN, userOf } from './bearer.ts'

/** The part of a path that names a room. */
export const InRoom = Type.Object({ roomId: RoomIdSchema })

const common = { tags: ['rooms'], security: SIGNED_IN }

const list = {
  ...common,
  operationId: 'listRooms',
  summary: 'The open rooms, oldest first, without those that were closed.',
  response: { 200: RoomList, ...REFUSALS },
}

const create = {
  ...common,
  operationId: 'createRoom',
  summary:
    'Make a room. Whoever makes it owns it; a private one they are in at once, an open one they enter.',
  body: CreateRoomRequest,
  response: { 201: Room, ...REFUSALS },
}

const direct = {
  ...common,
  operationId: 'openDirectRoom',
  summary:
    'The room of the one who asks and another person, made where they have none: then the answer is a 201.',
  body: PersonRequest,
  response: { 200: Room, 201: Room, ...REFUSALS },
}

const show = {
  ...common,
  operationId: 'showRoom',
  summary: 'A room, where its log stands, and whether the one who asks is a member.',
  params: InRoom,
  response: { 200: RoomDetail, ...REFUSALS },
}

const members = {
  ...common,
  operationId: 'listMembers',
  summary: 'The members of a room, which of them are connected now, and how far each has read.',
  params: InRoom,
  response: { 200: MemberList, ...REFUSALS },
}

const read = {
  ...common,
  operationId: 'markRead',
  summary: 'Say how far the one who asks has read. The mark never moves back; the answer is where it is.',
  params: InRoom,
  body: ReadMark,
  response: { 200: ReadMark, ...REFUSALS },
}

export interface RoomRoutesOptions {
  ports: ChatPorts
  /** Refuses whoever makes rooms too fast: they stay for ever. */
  createRate: (request: Pick<FastifyRequest, 'ip'>) => Promise<void>
}

export const roomRoutes: FastifyPluginAsyncTypebox<RoomRoutesOptions> = async (
  app,
  { ports, createRate },
) => {
  app.get('/rooms', { schema: list }, async () => ({ rooms: await listRooms(ports) }))

  app.post('/rooms', { schema: create, onRequest: createRate }, async (request, reply) =>
    reply.code(201).send(await createRoom(ports, userOf(request), request.body.name, request.body.kind)),
  )

  app.post('/rooms/direct', { schema: direct, onRequest: createRate }, async (request, reply) => {
    const { room, isNew } = await openDirectRoom(ports, userOf(request), request.body.userId)
    return reply.code(isNew ? 201 : 200).send(room)
  })

  app.get('/rooms/:roomId', { schema: show }, async (request) =>
    showRoom(ports, userOf(request).userId, request.params.roomId),
  )

  app.get('/rooms/:roomId/members', { schema: members }, async (request) => ({
    members: await listMembers(ports, userOf(request).userId, request.params.roomId),
  }))

  app.post('/rooms/:roomId/read', { schema: read }, async (request) => ({
    seq: await markRead(ports, userOf(request), request.params.roomId, request.body.seq),
  }))
}
