// Which sentence stands for a code: several codes mean the same to a person.
import type { FaultKey } from './fault-keys.ts'
import type { Words } from './words.ts'

const KEYS: Partial<Record<string, FaultKey>> = {
  UNREACHABLE: 'UNREACHABLE',
  NOT_A_HOST: 'NOT_A_HOST',
  NO_SUCH_PATH: 'NOT_A_HOST',
  BAD_ADDRESS: 'BAD_ADDRESS',
  BAD_NAME: 'BAD_NAME',
  BAD_TOPIC: 'BAD_TOPIC',
  NAME_EMPTY: 'NAME_EMPTY',
  NAME_TOO_LONG: 'NAME_TOO_LONG',
  NAME_BAD_CHARACTERS: 'NAME_BAD_CHARACTERS',
  BAD_MESSAGE: 'BAD_MESSAGE',
  TOO_LONG: 'TOO_LONG',
  WRONG_PASSWORD: 'WRONG_PASSWORD',
  PASSWORD_NEEDED: 'PASSWORD_NEEDED',
  TOO_FAST: 'TOO_MANY_TRIES',
  TOKEN_INVALID: 'SIGNED_OUT',
  TOKEN_EXPIRED: 'SIGNED_OUT',
  TOKEN_REVOKED: 'SIGNED_OUT',
  UNAUTHENTICATED: 'SIGNED_OUT',
  LOGIN_EMPTY: 'LOGIN_EMPTY',
  PASSWORD_EMPTY: 'PASSWORD_EMPTY',
  WRONG_LOGIN: 'WRONG_LOGIN',
  LOGIN_TAKEN: 'LOGIN_TAKEN',
  BAD_LOGIN: 'BAD_LOGIN',
  BAD_PASSWORD: 'BAD_PASSWORD',
  HAS_ACCOUNT: 'HAS_ACCOUNT',
  NO_SUCH_ROOM: 'NO_SUCH_ROOM',
  NOT_A_MEMBER: 'NOT_A_MEMBER',
  NO_SUCH_MESSAGE: 'MESSAGE_GONE',
  ALREADY_DELETED: 'MESSAGE_GONE',
  REMOVED: 'REMOVED',
  BANNED: 'BANNED',
  ROOM_CLOSED: 'ROOM_CLOSED',
  ANNOUNCEMENTS_ONLY: 'ANNOUNCEMENTS_ONLY',
  NOT_THE_OWNER: 'NOT_THE_OWNER',
  DIRECT_ROOM: 'DIRECT_ROOM',
  NO_SUCH_PERSON: 'NO_SUCH_PERSON',
  TOO_MANY_CONNECTIONS: 'BUSY',
  UNAVAILABLE: 'BUSY',
  HOST_FULL: 'BUSY',
  REQUEST_TIMEOUT: 'BUSY',
  SHUTTING_DOWN: 'BUSY',
  PORT_TAKEN: 'PORT_TAKEN',
  DATA_IN_USE: 'DATA_IN_USE',
  DATA_UNREADABLE: 'DATA_UNREADABLE',
  DATA_TOO_NEW: 'DATA_TOO_NEW',
  DATA_UNFINISHED: 'DATA_UNFINISHED',
  DATA_MOVED: 'DATA_MOVED',
  STOPPED_UNEXPECTEDLY: 'STOPPED_UNEXPECTEDLY',
}

/**
 * The sentence for a code of the host, of a request, or of hosting; a general one for a code that has none. `wait`: seconds
 * until a try will be heard again, null where no time is known.
 */
export function faultWords(words: Words, code: string, wait: number | null = null): string {
  const key = KEYS[code] ?? 'OTHER'
  return key === 'TOO_MANY_TRIES' && wait !== null ? words.waitSeconds(wait) : words.faults[key]
}
