// Signing in: as a guest, with an account, or again.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { GuestRequest, LoginRequest, RefreshRequest, SignedIn, SignUpRequest } from '../../protocol/rest.ts'
import type { Authenticator } from '../auth/authenticate.ts'
import { REFUSALS } from './answers.ts'

const guest = {
  operationId: 'signInAsGuest',
  tags: ['sign in'],
  summary: 'Come in as a guest with a nickname.',
  body: GuestRequest,
  response: { 200: SignedIn, ...REFUSALS },
}

const signUp = {
  operationId: 'signUp',
  tags: ['sign in'],
  summary: 'Make an account, and come in as its owner.',
  body: SignUpRequest,
  response: { 200: SignedIn, ...REFUSALS },
}

const logIn = {
  operationId: 'logIn',
  tags: ['sign in'],
  summary: 'Come in as the owner of an account.',
  body: LoginRequest,
  response: { 200: SignedIn, ...REFUSALS },
}

const refresh = {
  operationId: 'refresh',
  tags: ['sign in'],
  summary: 'Exchange a refresh token for new tokens of the same person.',
  body: RefreshRequest,
  response: { 200: SignedIn, ...REFUSALS },
}

export interface AuthRoutesOptions {
  authenticator: Authenticator
  /** Refuses whoever makes accounts too fast: they stay for ever. */
  signUpRate: (request: Pick<FastifyRequest, 'ip'>) => Promise<void>
}

export const authRoutes: FastifyPluginAsyncTypebox<AuthRoutesOptions> = async (
  app,
  { authenticator, signUpRate },
) => {
  app.post('/auth/guest', { schema: guest }, async ({ body, ip }) =>
    authenticator.admitGuest({ nickname: body.nickname, password: body.password ?? null, address: ip }),
  )
  app.post('/auth/signup', { schema: signUp, onRequest: signUpRate }, async ({ body, ip }) =>
    authenticator.signUp({ ...body, hostPassword: body.hostPassword ?? null, address: ip }),
  )
  app.post('/auth/login', { schema: logIn }, async ({ body, ip }) =>
    authenticator.logIn({ ...body, hostPassword: body.hostPassword ?? null, address: ip }),
  )
  app.post('/auth/refresh', { schema: refresh }, async ({ body, ip }) =>
    authenticator.refresh({ refreshToken: body.refreshToken, password: body.password ?? null, address: ip }),
  )
}
