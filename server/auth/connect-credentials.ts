// What the headers of a STOMP CONNECT say about its sender.
import { bearerOf, type Credentials } from './credentials.ts'

/** Header names are case-sensitive in STOMP; those borrowed from HTTP are taken in both of their usual spellings. */
export function connectCredentials(headers: ReadonlyMap<string, string>, address: string): Credentials {
  const header = (...names: string[]): string | null => {
    const name = names.find((candidate) => headers.has(candidate))
    return name === undefined ? null : (headers.get(name) ?? null)
  }
  return {
    bearer: bearerOf(header('Authorization', 'authorization'), header('X-AUTH-TOKEN', 'x-auth-token')),
    nickname: header('nickname'),
    hostPassword: header('host-password'),
    login: header('login'),
    passcode: header('passcode'),
    address,
  }
}
