// The headers that tell a browser what this host's answers may do: next to nothing.
import type { FastifyInstance } from 'fastify'

const policy = (...directives: string[]): string =>
  [...directives, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"].join('; ')

/**
 * Content-Security-Policy (CSP Level 3) of each kind of answer. The chat page may connect anywhere, because a person may join a
 * host at any address from it; its heart-beats come from a worker that is made of a blob. The API's page sets styles in attributes, and has images in its style sheet.
 */
export const CONTENT_SECURITY = {
  data: policy("default-src 'none'"),
  page: policy(
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    'worker-src blob:',
    "connect-src 'self' ws: wss: http: https:",
  ),
  docs: policy(
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
  ),
} as const

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY.data,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
} as const

/** Puts the headers on every answer, with the strictest policy; pages replace it by their own. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    void reply.headers(HEADERS)
  })
}
