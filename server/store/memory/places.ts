// One room's people in memory: who is in, who is kept out, and who was asked in.
import type { UserId } from '../../../protocol/ids.ts'
import type { User } from '../../../protocol/rest.ts'
import type { Invited, Membership } from '../directory.ts'

/** Null: not banned; not invited. */
export interface Place extends Membership {
  user: User
  bannedAt: number | null
  invitation: Invited | null
}

export class Places {
  /** Those who are present stand in order of their latest entering. */
  readonly #places = new Map<UserId, Place>()

  find(user: UserId): Place | undefined {
    return this.#places.get(user)
  }

  /** See `Directory.setMembership`. */
  set(user: User, membership: Membership, byInvitation = false): boolean {
    const before = this.#placeOf(user)
    if (stepOf(membership) < stepOf(before)) return false
    const comesIn = membership.present && !before.present
    if (comesIn && (before.bannedAt !== null || (byInvitation && before.invitation === null))) return false
    if (membership.stay > before.stay) this.#places.delete(user.userId)
    const invitation = membership.present ? null : before.invitation
    this.#put({ ...before, ...membership, user: { ...user }, invitation })
    return true
  }

  ban(user: User, at: number): void {
    const place = this.#placeOf(user)
    this.#put({ ...place, bannedAt: place.bannedAt ?? at, invitation: null })
  }

  liftBan(user: UserId): void {
    this.#change(user, { bannedAt: null })
  }

  invite(user: User, invitation: Invited): void {
    const place = this.#placeOf(user)
    if (!place.present && place.bannedAt === null) this.#put({ ...place, invitation })
  }

  withdraw(user: UserId): void {
    this.#change(user, { invitation: null })
  }

  get present(): User[] {
    return [...this.#places.values()].filter(isPresent).map(({ user }) => ({ ...user }))
  }

  /** Longest first. */
  get banned(): User[] {
    const banned = [...this.#places.values()].filter(isBanned)
    return banned.sort((a, b) => (a.bannedAt ?? 0) - (b.bannedAt ?? 0)).map(({ user }) => ({ ...user }))
  }

  #placeOf(user: User): Place {
    const nobody = { user: { ...user }, present: false, stay: 0, bannedAt: null, invitation: null }
    return this.#places.get(user.userId) ?? nobody
  }

  #change(user: UserId, change: Partial<Place>): void {
    const place = this.#places.get(user)
    if (place !== undefined) this.#put({ ...place, ...change })
  }

  #put(place: Place): void {
    this.#places.set(place.user.userId, place)
  }
}

/** Whether this is the place of a member. */
export function isPresent(place: Place | undefined): place is Place {
  return place?.present === true
}

/** Whether this is the place of somebody who is kept out. */
export function isBanned(place: Place | undefined): place is Place {
  return place !== undefined && place.bannedAt !== null
}

/** Stays in the order in which they come to pass: each begins, then ends. */
function stepOf({ present, stay }: Membership): number {
  return 2 * stay - (present ? 1 : 0)
}
