// What the headers of a STOMP CONNECT say about its sender.
import { bearerOf, type Credentials } from './credentials.ts'

type Headers = ReadonlyMap<string, string>

/** Header names are case-sensitive in STOMP; those borrowed from HTTP are taken in both of their usual spellings. */
export function connectCredentials(
  headers: Headers,
  { address, unnamedGuests }: Pick<Credentials, 'address' | 'unnamedGuests'>,
): Credentials {
  return {
    bearer: tokenIn(headers),
    nickname: headers.get('nickname') ?? null,
    hostPassword: headers.get('host-password') ?? null,
    login: headers.get('login') ?? null,
    passcode: headers.get('passcode') ?? null,
    address,
    unnamedGuests,
  }
}

/** The token in a frame's headers; null where there is none. */
export function tokenIn(headers: Headers): string | null {
  const authorization = headers.get('Authorization') ?? headers.get('authorization') ?? null
  const authToken = headers.get('X-AUTH-TOKEN') ?? headers.get('x-auth-token') ?? null
  return bearerOf(authorization, authToken)
}
