// The paths of older systems below /member: sign-up and login with this host's accounts.
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'
import type { Authenticator } from '../auth/authenticate.ts'
import type { DialectAccounts } from '../routes/dialects/dialect.ts'
import { fieldIn, takeForms } from './dialect-fields.ts'

export const DIALECT_ACCOUNTS_PREFIX = '/member'

export interface DialectAccountRoutesOptions {
  /** No two of them have the same paths. */
  dialects: readonly DialectAccounts[]
  authenticator: Authenticator
  /** Refuses whoever makes accounts too fast: they stay for ever. */
  signUpRate: (request: Pick<FastifyRequest, 'ip'>) => Promise<void>
}

const hidden = { schema: { hide: true } } as const

/** To be registered with the prefix. */
export const dialectAccountRoutes: FastifyPluginAsync<DialectAccountRoutesOptions> = async (app, options) => {
  takeForms(app)
  for (const dialect of options.dialects) addAccounts(app, dialect, options)
}

function addAccounts(
  app: FastifyInstance,
  { signUp, logIn, fields, signedUp, loggedIn }: DialectAccounts,
  { authenticator, signUpRate }: DialectAccountRoutesOptions,
): void {
  const holderIn = ({ body, ip: address }: FastifyRequest) => ({
    login: textIn(body, fields.login),
    password: textIn(body, fields.password),
    hostPassword: fieldIn([body], ['hostPassword']),
    address,
  })
  app.post(below(signUp), { ...hidden, onRequest: signUpRate }, async (request, reply) => {
    const applicant = { ...holderIn(request), nickname: textIn(request.body, fields.nickname) }
    const signedIn = await authenticator.signUp(applicant, null)
    return reply
      .code(201)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(signedUp(signedIn)))
  })
  app.post(below(logIn), hidden, async (request) => loggedIn(await authenticator.logIn(holderIn(request))))
}

function below(path: string): string {
  return path.slice(DIALECT_ACCOUNTS_PREFIX.length)
}

/** Not in the query: an address is written down in many places. */
function textIn(body: unknown, field: string): string {
  const text = fieldIn([body], [field])
  if (text === null) throw new Refusal('BAD_REQUEST', `A field is missing: ${field}.`)
  return text
}
