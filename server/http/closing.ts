// Stopping: what is in hand is answered, what still arrives on open connections is refused, and nobody can hold it up.
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'

/** Milliseconds until every connection is cut, whatever has begun on it and is not over. */
export const GRACE = 2_000

/**
 * From the moment that `app` is closed, every request is refused SHUTTING_DOWN, and each connection ends with its answer;
 * one on which nothing was asked ends at once.
 */
export function refuseWhileClosing(app: FastifyInstance): void {
  let closing = false
  let deadline: NodeJS.Timeout | undefined
  const connections = new Set<Socket>()
  app.server.on('connection', (socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
  })
  app.addHook('preClose', async () => {
    closing = true
    // Browsers connect ahead of need, and Node takes a connection on which nothing was asked yet for a busy one.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy()
    // Node itself would leave out those that are HTTP no longer.
    deadline = setTimeout(() => connections.forEach((socket) => socket.destroy()), GRACE)
  })
  app.addHook('onClose', async () => clearTimeout(deadline))
  app.addHook('onRequest', async () => {
    if (closing) throw new Refusal('SHUTTING_DOWN')
  })
  // Node closes connections that are idle when it stops listening, but not those that become so afterwards.
  app.addHook('onSend', async (_request, reply) => {
    if (closing) void reply.header('Connection', 'close')
  })
}
