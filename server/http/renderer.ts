// Serves the chat page to people who come by browser, or says how to get one where it has not been built.
import { existsSync } from 'node:fs'
import path from 'node:path'
import serveStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerNoSuchPath } from './error-handler.ts'
import { pathOf } from './path.ts'
import { CONTENT_SECURITY } from './security-headers.ts'

/** Paths that belong to programs on every host, under which no page is ever answered. */
const FOR_PROGRAMS = ['/api', '/healthz', '/readyz', '/metrics']

const INDEX = 'index.html'

/** What the build names by a hash of its content, and so never changes. */
const HASHED = `${path.sep}assets${path.sep}`

const NOT_BUILT = 'The page of this host has not been built: run "npm run build" and start it again.\n'

/**
 * Serves the files of `dir`, an absolute path, and its index.html for every other page that a browser asks for: the page
 * itself knows what its paths mean, but for those under `forPrograms`. Null, or a folder without a page: a 503 that says what to do.
 */
export function serveRenderer(
  app: FastifyInstance,
  dir: string | null,
  forPrograms: readonly string[],
): void {
  const prefixes = [...FOR_PROGRAMS, ...forPrograms]
  const built = dir !== null && existsSync(path.join(dir, INDEX))
  if (built)
    app.register(serveStatic, { root: dir, cacheControl: false, dotfiles: 'ignore', setHeaders: addHeaders })
  app.setNotFoundHandler((request, reply) => {
    if (!isForPage(request, prefixes)) answerNoSuchPath(request, reply)
    else if (built) reply.sendFile(INDEX)
    else answerNotBuilt(reply)
  })
}

function isForPage({ method, url, headers }: FastifyRequest, forPrograms: readonly string[]): boolean {
  const target = pathOf(url)
  if (method !== 'GET' && method !== 'HEAD') return false
  if (forPrograms.some((prefix) => target === prefix || target.startsWith(`${prefix}/`))) return false
  return target === '/' || (headers.accept ?? '').includes('text/html')
}

function answerNotBuilt(reply: FastifyReply): void {
  void reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT)
}

function addHeaders(reply: FastifyReply, file: string): void {
  const cache = file.includes(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache'
  void reply.headers({ 'Cache-Control': cache, 'Content-Security-Policy': CONTENT_SECURITY.page })
}
