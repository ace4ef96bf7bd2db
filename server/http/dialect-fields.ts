// What requests of older systems say: in JSON, in forms, or in the query.
import type { FastifyInstance } from 'fastify'

/** The first of the fields that is a text in the first of the sources that has one of them; null where none has. */
export function fieldIn(sources: readonly unknown[], fields: readonly string[]): string | null {
  for (const source of sources) {
    if (typeof source !== 'object' || source === null) continue
    const given = new Map<string, unknown>(Object.entries(source))
    const text = fields.map((field) => given.get(field)).find((value) => typeof value === 'string')
    if (text !== undefined) return text
  }
  return null
}

/** Of a form's repeated fields the first stands. Where JSON is said to come, there may be nothing. */
export function takeForms(app: FastifyInstance): void {
  const form = 'application/x-www-form-urlencoded'
  app.addContentTypeParser(form, { parseAs: 'string' }, async (_request: unknown, body: string) =>
    Object.fromEntries([...new URLSearchParams(body)].toReversed()),
  )
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) =>
    body === '' ? done(null, undefined) : parse(request, body, done),
  )
}
