// Admits guests: people with a nickname and no account. Nothing is stored for them; their token is all there is.
import { randomUUID } from 'node:crypto'
import { Refusal } from '../../protocol/errors.ts'
import type { UserId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import { toNickname } from '../../protocol/text.ts'
import type { HostPassword } from './host-password.ts'

/** Somebody at the door. `password`: the host's, null where none was given. `address`: where they come from, an IP address. */
export interface Guest {
  nickname: string
  password: string | null
  address: string
}

/** A new person with an id of their own. Refuses BAD_NAME, WRONG_PASSWORD and TOO_FAST. */
export function admitGuest(hostPassword: HostPassword, guest: Guest): User {
  const name = toNickname(guest.nickname)
  if (!name.ok) throw new Refusal('BAD_NAME')
  hostPassword.check(guest.password, guest.address)
  return { userId: randomUUID() as UserId, name: name.text }
}
