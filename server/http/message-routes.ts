// Changes of what somebody has said: another text, or none.
import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Entry } from '../../protocol/entry.ts'
import { Refusal } from '../../protocol/errors.ts'
import { toSeq, type Nonce, type Seq } from '../../protocol/ids.ts'
import { EditRequest } from '../../protocol/rest.ts'
import { deleteMessage } from '../chat/delete-message.ts'
import { editMessage } from '../chat/edit-message.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { REFUSALS } from './answers.ts'
import { SIGNED_IN, userOf } from './bearer.ts'
import { InRoom } from './room-routes.ts'

/** The part of a path that names a message; its number is read by `seqIn`, which takes nothing else for one. */
const OfMessage = Type.Object({ ...InRoom.properties, seq: Type.String({ maxLength: 64 }) })

const common = { tags: ['rooms'], security: SIGNED_IN, params: OfMessage }

const edit = {
  ...common,
  operationId: 'editMessage',
  summary: 'Give a message of your own another text. The answer is the EDIT in the log.',
  body: EditRequest,
  response: { 200: Entry, ...REFUSALS },
}

const remove = {
  ...common,
  operationId: 'deleteMessage',
  summary:
    'Delete a message of your own; deleting it again changes nothing. The answer is the DELETE in the log.',
  response: { 200: Entry, ...REFUSALS },
}

export const messageRoutes: FastifyPluginAsyncTypebox<{ ports: ChatPorts }> = async (app, { ports }) => {
  app.patch('/rooms/:roomId/messages/:seq', { schema: edit }, async (request) => {
    const { message, nonce = randomUUID() as Nonce } = request.body
    const command = { seq: seqIn(request.params.seq), message, nonce }
    const keep = await editMessage(ports, userOf(request), request.params.roomId, command)
    return (await keep()).entry
  })

  app.delete('/rooms/:roomId/messages/:seq', { schema: remove }, async (request) => {
    const command = { seq: seqIn(request.params.seq) }
    const keep = await deleteMessage(ports, userOf(request), request.params.roomId, command)
    return (await keep()).entry
  })
}

function seqIn(text: string): Seq {
  const seq = toSeq(text)
  if (seq === null) throw new Refusal('NO_SUCH_MESSAGE')
  return seq
}
