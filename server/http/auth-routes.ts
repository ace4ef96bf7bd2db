// Signing in: POST /auth/guest and POST /auth/refresh.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { GuestRequest, RefreshRequest, SignedIn } from '../../protocol/rest.ts'
import type { Authenticator } from '../auth/authenticate.ts'
import { REFUSALS } from './answers.ts'

const guest = {
  operationId: 'signInAsGuest',
  tags: ['sign in'],
  summary: 'Come in as a guest with a nickname.',
  body: GuestRequest,
  response: { 200: SignedIn, ...REFUSALS },
}

const refresh = {
  operationId: 'refresh',
  tags: ['sign in'],
  summary: 'Exchange a refresh token for new tokens of the same person.',
  body: RefreshRequest,
  response: { 200: SignedIn, ...REFUSALS },
}

export const authRoutes: FastifyPluginAsyncTypebox<{ authenticator: Authenticator }> = async (
  app,
  { authenticator },
) => {
  app.post('/auth/guest', { schema: guest }, async ({ body, ip }) =>
    authenticator.admitGuest({ nickname: body.nickname, password: body.password ?? null, address: ip }),
  )
  app.post('/auth/refresh', { schema: refresh }, async ({ body, ip }) =>
    authenticator.refresh({ refreshToken: body.refreshToken, password: body.password ?? null, address: ip }),
  )
}
