// One row of the table of malformed things: what is sent to which door of the host, and what has to come back.
import { createTokens } from '../../../server/auth/tokens.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import type { SignedIn, User } from '../../../protocol/rest.ts'

/** What a row may use. The host under test has no password; `other` is another host, with one. */
export interface Doors {
  http: string
  ws: string
  stomp: string
  other: { http: string; ws: string; password: string; token: string }
  /** A guest of the host, who is a member of `roomId` and not of `otherRoomId`. */
  user: User
  token: string
  refreshToken: string
  /** Signed by the host itself, an hour ago and more. */
  expiredToken: string
  /** Of a guest whose first refresh token came twice, and so of a sign-in that was ended. */
  revoked: Pick<SignedIn, 'token' | 'refreshToken'>
  /** Of an account of the host. */
  account: { login: string; password: string }
  roomId: RoomId
  otherRoomId: RoomId
}

/** `answer` in the words of the table, such as `ERROR BAD_FRAME, close 1002`; `says`: the sentence that came with it. */
export interface Answer {
  answer: string
  says: string
}

export interface BadInput {
  name: string
  sent: string
  answer: string
  send(doors: Doors): Promise<Answer>
}

/** A token that the host with this identity and no password gave out so long ago that it has expired. */
export async function tokenOfTheDayBefore(
  { hostId, signingKey }: { hostId: string; signingKey: string },
  user: User,
): Promise<string> {
  const now = () => Date.now() - 24 * 60 * 60 * 1000
  const tokens = createTokens({ key: Buffer.from(signingKey, 'base64url'), hostId, password: null, now })
  return (await tokens.issue(user)).token
}
