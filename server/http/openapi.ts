// The API's description: collected from the schemas of the routes, answered as JSON and as a page that works offline.
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { CONTENT_SECURITY } from './security-headers.ts'

const DESCRIPTION = [
  'What can be asked of a Sarangbang host besides talking, which is STOMP 1.2 over WebSocket or SockJS at `/ws`.',
  'Every refusal is `{"code", "message"}` with the status of its code.',
].join(' ')

/** Collects the routes that are registered in later plugins of `app`. */
export function describeRoutes(app: FastifyInstance, version: string): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Sarangbang', description: DESCRIPTION, version },
      tags: [
        { name: 'sign in', description: 'Becoming somebody' },
        { name: 'rooms', description: 'Rooms, their members and their logs' },
        { name: 'host', description: 'The host itself' },
        { name: 'operation', description: 'For whoever runs the host' },
      ],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          authToken: { type: 'apiKey', in: 'header', name: 'X-AUTH-TOKEN' },
        },
      },
    },
  })
}

/** GET /openapi.json, and the page at /docs. */
export const openApi: FastifyPluginAsync = async (app) => {
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    // Where this scope is: without it, the page at /docs without a slash would look for its parts at the root.
    indexPrefix: app.prefix,
    staticCSP: CONTENT_SECURITY.docs,
    theme: { title: 'Sarangbang API' },
  })
}
