// GET /host: what anybody may know about this host before they sign in.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { HostInfo } from '../../protocol/rest.ts'
import { REFUSALS } from './answers.ts'

const show = {
  operationId: 'showHost',
  tags: ['host'],
  summary: 'The name and version of this host, and whether guests need a password.',
  response: { 200: HostInfo, ...REFUSALS },
}

export const hostRoute: FastifyPluginAsyncTypebox<{ host: HostInfo }> = async (app, { host }) => {
  app.get('/host', { schema: show }, async () => host)
}
