// Makes passwords for hosts that are open to the network.

/** Letters and digits that nobody confuses, on screen or read aloud: no i, l, o, 0, 1. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 3
const GROUP_LENGTH = 4

/** Such as `k3fw-9zqa-hm2p`: 59 bits from the system's random source. */
export function newPassword(): string {
  return Array.from({ length: GROUPS }, group).join('-')
}

/** That 31 does not divide 2³² makes some letters likelier by less than one in a hundred million. */
function group(): string {
  const numbers = crypto.getRandomValues(new Uint32Array(GROUP_LENGTH))
  return Array.from(numbers, (number) => ALPHABET[number % ALPHABET.length]).join('')
}
