// Makes the password of a host that is open to the network.
import { randomInt } from 'node:crypto'

/** Letters and digits that nobody confuses, on screen or read aloud: no i, l, o, 0, 1. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 3
const GROUP_LENGTH = 4

/** Such as `k3fw-9zqa-hm2p`: 59 bits from the system's random source. */
export function newPassword(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}
