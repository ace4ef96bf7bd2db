// How sessions let people in: what the frames show, looked at by the authenticator, with its times on the clock of sessions.
import { TokenCommand } from '../../protocol/commands.ts'
import { Refusal } from '../../protocol/errors.ts'
import type { Authenticator } from '../auth/authenticate.ts'
import { connectCredentials, tokenIn } from '../auth/connect-credentials.ts'
import { bodyReader } from '../routes/body.ts'
import type { SessionContext } from '../session/context.ts'
import type { Pass } from '../session/pass.ts'
import type { Headers } from '../stomp/frame.ts'

const tokenBody = bodyReader(TokenCommand)

/** The part of the sessions' context that decides who somebody is. `unnamedAt`: see `SessionParts`. */
export function createDoor(
  authenticator: Authenticator,
  unnamedAt: (door: string | null) => boolean,
): Pick<SessionContext, 'authenticate' | 'present'> {
  return {
    authenticate: async (headers, { address, door }) => {
      const credentials = connectCredentials(headers, { address, unnamedGuests: unnamedAt(door) })
      const { person, token } = await authenticator.authenticate(credentials)
      return { person, pass: token === null ? null : toPass(token) }
    },
    present: async (person, headers, body) => {
      const { user, ...token } = await authenticator.authenticateBearer(presented(headers, body))
      if (user.userId !== person.userId) throw new Refusal('OTHER_PERSON')
      return { person: user, pass: toPass(token) }
    },
  }
}

/** In the headers as in CONNECT, or in the body where they have none. */
function presented(headers: Headers, body: Buffer): string {
  return tokenIn(headers) ?? tokenBody(body).token
}

/** The time of day may be set meanwhile; the clock of sessions is not. */
function toPass({ family, expiresAt }: { family: string; expiresAt: number }): Pass {
  return { family, endsAt: performance.now() + expiresAt - Date.now() }
}
