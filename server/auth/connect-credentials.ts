// What the headers of a STOMP CONNECT say about its sender.
import { bearerOf, type Credentials } from './credentials.ts'

/** Header names are case-sensitive in STOMP; those borrowed from HTTP are taken in both of their usual spellings. */
export function connectCredentials(headers: ReadonlyMap<string, string>, address: string): Credentials {
  const authorization = headers.get('Authorization') ?? headers.get('authorization') ?? null
  const authToken = headers.get('X-AUTH-TOKEN') ?? headers.get('x-auth-token') ?? null
  return {
    bearer: bearerOf(authorization, authToken),
    nickname: headers.get('nickname') ?? null,
    hostPassword: headers.get('host-password') ?? null,
    login: headers.get('login') ?? null,
    passcode: headers.get('passcode') ?? null,
    address,
  }
}
