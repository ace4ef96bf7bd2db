// Signing in: as a guest, with an account, or again.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { GuestRequest, LoginRequest, RefreshRequest, SignedIn, SignUpRequest } from '../../protocol/rest.ts'
import type { Authenticator } from '../auth/authenticate.ts'
import { REFUSALS } from './answers.ts'
import { bearerIn, MAYBE_SIGNED_IN, SIGNED_IN } from './bearer.ts'

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
  summary:
    'Make an account, and come in as its owner: with a guest’s token as that person, else as somebody new.',
  security: MAYBE_SIGNED_IN,
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
  summary:
    'Exchange a refresh token, once, for new tokens of the same person. One that was exchanged before ends the sign-in.',
  body: RefreshRequest,
  response: { 200: SignedIn, ...REFUSALS },
}

const logOut = {
  operationId: 'logOut',
  tags: ['sign in'],
  summary: 'End this sign-in: none of its tokens is good any more, and connections made by them are closed.',
  security: SIGNED_IN,
  response: { 204: Type.Null({ description: 'Ended.' }), ...REFUSALS },
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
  app.post('/auth/signup', { schema: signUp, onRequest: signUpRate }, async (request) => {
    const { body, ip: address } = request
    const applicant = { ...body, hostPassword: body.hostPassword ?? null, address }
    return authenticator.signUp(applicant, bearerIn(request))
  })
  app.post('/auth/login', { schema: logIn }, async ({ body, ip }) =>
    authenticator.logIn({ ...body, hostPassword: body.hostPassword ?? null, address: ip }),
  )
  app.post('/auth/refresh', { schema: refresh }, async ({ body, ip: address }) => {
    const { refreshToken, password = null, nonce = null } = body
    return authenticator.refresh({ refreshToken, password, nonce, address })
  })
  app.post('/auth/logout', { schema: logOut }, async (request, reply) => {
    await authenticator.logOut(bearerIn(request))
    return reply.code(204).send(null)
  })
}
