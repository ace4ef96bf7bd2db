// The port to what people are on this host, whatever they are in its rooms.
import type { UserId } from '../../protocol/ids.ts'

export interface Roles {
  /** Whether somebody looks after the whole host. Rejects for an outage of the store, with Refusal UNAVAILABLE. */
  isAdmin(user: UserId): Promise<boolean>
}
