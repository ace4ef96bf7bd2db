// Which sentence stands for a code: several codes mean the same to a person.
import type { FaultKey, Words } from './words.ts'

const KEYS: Partial<Record<string, FaultKey>> = {
  UNREACHABLE: 'UNREACHABLE',
  NOT_A_HOST: 'NOT_A_HOST',
  NO_SUCH_PATH: 'NOT_A_HOST',
  BAD_ADDRESS: 'BAD_ADDRESS',
  BAD_NAME: 'BAD_NAME',
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
  UNAUTHENTICATED: 'SIGNED_OUT',
  NO_SUCH_ROOM: 'NO_SUCH_ROOM',
  NOT_A_MEMBER: 'NOT_A_MEMBER',
  TOO_MANY_CONNECTIONS: 'BUSY',
  UNAVAILABLE: 'BUSY',
  SHUTTING_DOWN: 'BUSY',
  PORT_TAKEN: 'PORT_TAKEN',
  DATA_IN_USE: 'DATA_IN_USE',
  DATA_UNREADABLE: 'DATA_UNREADABLE',
  STOPPED_UNEXPECTEDLY: 'STOPPED_UNEXPECTEDLY',
}

/** The sentence for a code of the host, of a request, or of hosting; a general one for a code that has none. */
export function faultWords(words: Words, code: string): string {
  return words.faults[KEYS[code] ?? 'OTHER']
}
