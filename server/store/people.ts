// The port to the people whom this host knows: who has an account, is a member of a room, or is connected.
import type { UserId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'

export interface People {
  /** Somebody by the name that others see. Null where nobody is known by this id. Rejects for an outage, with Refusal UNAVAILABLE. */
  find(user: UserId): Promise<User | null>
}
