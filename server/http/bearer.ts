// The routes of people who have signed in: finds out who asks before anything else of the request is read.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { User } from '../../protocol/rest.ts'
import type { Authenticator } from '../auth/authenticate.ts'
import { bearerOf } from '../auth/credentials.ts'

/** What a route's schema says of signing in, for the OpenAPI document: either header will do. */
export const SIGNED_IN = [{ bearer: [] }, { authToken: [] }]

/** The same where one may sign in and need not. */
export const MAYBE_SIGNED_IN = [...SIGNED_IN, {}]

/** Every route of `app` refuses as `Authenticator.authenticateBearer` does, and knows the person by `userOf`. */
export function requireBearer(app: FastifyInstance, authenticator: Authenticator): void {
  app.decorateRequest('user', null)
  app.addHook('onRequest', async (request) => {
    const { user } = await authenticator.authenticateBearer(bearerIn(request))
    request.setDecorator('user', user)
  })
}

/** The token that a request shows; null where it shows none. */
export function bearerIn({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  return bearerOf(headers.authorization ?? null, single(headers['x-auth-token']) ?? null)
}

/** Who asks. Only for routes behind `requireBearer`. */
export function userOf(request: Pick<FastifyRequest, 'getDecorator'>): User {
  return request.getDecorator<User>('user')
}

function single(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0]
}
