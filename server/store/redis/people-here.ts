// Who is connected to this node, and what Redis is to know of it. The connections are counted here: Redis hears of somebody's
// first one and of their last. What it could not be told during an outage it is told afterwards.
import type { UserId } from '../../../protocol/ids.ts'
import type { User } from '../../../protocol/rest.ts'
import { Followers } from '../followers.ts'
import type { Unfollow } from '../room-log.ts'
import type { PresenceChange } from '../signals.ts'
import { HereKeys } from './here-keys.ts'
import { InTurn } from './in-turn.ts'
import type { RedisLink } from './link.ts'
import type { NodeLease } from './node-lease.ts'
import { forgiveOutage } from './outage.ts'

/** People whom Redis is told of at once. */
const PORTION = 100
/** Names of this node that are still asked for: what it wrote under one while that was lost goes with the next. */
const REMEMBERED = 3

/** `isWritten`: Redis has it. */
interface Stay {
  user: User
  at: number
  connections: number
  isWritten: boolean
}

export class PeopleHere {
  readonly #keys: HereKeys
  readonly #lease: NodeLease
  readonly #now: () => number
  readonly #stays = new Map<UserId, Stay>()
  /** Those of whom Redis has to hear; true where it may have, and the answer was lost. */
  readonly #owed = new Map<UserId, boolean>()
  readonly #inTurn = new InTurn<UserId>()
  readonly #changes = new Followers<'all', PresenceChange>()
  /** What this node was called, latest last. */
  #before: readonly string[] = []
  #isLeaving = false
  #settling: Promise<void> | null = null
  readonly #clearing = new Set<Promise<void>>()

  constructor(link: RedisLink, lease: NodeLease, now: () => number) {
    this.#keys = new HereKeys(link, lease)
    this.#lease = lease
    this.#now = now
    lease.watch({
      renewed: () => this.#settleSoon(),
      lost: (before) => this.#lost(before),
      ended: (node) => this.#clear(node),
    })
  }

  appear(user: User): Promise<boolean> {
    return this.#inTurn.do(user.userId, async () => {
      const stay = this.#stays.get(user.userId)
      if (stay === undefined || stay.connections === 0) return this.#write(this.#begin(user))
      stay.connections += 1
      return stay.isWritten ? false : this.#write(stay)
    })
  }

  vanish(userId: UserId): Promise<boolean> {
    return this.#inTurn.do(userId, async () => {
      const stay = this.#stays.get(userId)
      if (stay === undefined || stay.connections === 0) return false
      stay.connections -= 1
      return stay.connections === 0 && !this.#isLeaving && (await this.#erase(userId))
    })
  }

  async among(users: readonly UserId[]): Promise<Set<UserId>> {
    const isConnected = (user: UserId): boolean => (this.#stays.get(user)?.connections ?? 0) > 0
    const others = users.filter((user) => !isConnected(user))
    return new Set([...users.filter(isConnected), ...(await this.#keys.among(others))])
  }

  /** By the name of their first connection; null where they have none. One to this node counts before Redis has heard of it. */
  async present(userId: UserId): Promise<User | null> {
    const elsewhere = await this.#keys.staysOf(userId)
    const here = this.#stays.get(userId)
    const own = here === undefined || here.connections === 0 ? [] : [{ at: here.at, name: here.user.name }]
    const [first] = [...own, ...elsewhere].toSorted((one, other) => one.at - other.at)
    return first === undefined ? null : { userId, name: first.name }
  }

  follow(onChange: (change: PresenceChange) => void): Unfollow {
    return this.#changes.add('all', onChange)
  }

  /** From now on nobody is told to have gone by this node. */
  handOver(): void {
    this.#isLeaving = true
  }

  /** What is under way is ended. `isAlone`: there is no other node to clear away what this one leaves. */
  async close(endLease: () => Promise<boolean>): Promise<void> {
    this.#isLeaving = true
    await this.#inTurn.over()
    await this.#settling
    const isAlone = await endLease()
    await Promise.all(this.#clearing)
    if (isAlone) await this.#keys.clear(this.#lease.id, () => {})
  }

  #begin(user: User): Stay {
    const stay = { user, at: this.#now(), connections: 1, isWritten: false }
    this.#stays.set(user.userId, stay)
    return stay
  }

  async #write(stay: Stay): Promise<boolean> {
    this.#owed.set(stay.user.userId, true)
    const before = this.#before
    const isFirst = await this.#keys.arrive(stay.user, stay.at, before)
    // Where the lease was lost meanwhile, it has to be written again.
    if (this.#before !== before) {
      this.#owed.set(stay.user.userId, false)
      return isFirst
    }
    stay.isWritten = true
    this.#owed.delete(stay.user.userId)
    return isFirst
  }

  async #erase(userId: UserId): Promise<boolean> {
    this.#owed.set(userId, true)
    const isLast = await this.#keys.depart(userId, this.#before)
    this.#stays.delete(userId)
    this.#owed.delete(userId)
    return isLast
  }

  #lost(before: string): void {
    this.#before = [...this.#before, before].slice(-REMEMBERED)
    for (const [userId, stay] of this.#stays) {
      stay.isWritten = false
      if (!this.#owed.has(userId)) this.#owed.set(userId, false)
    }
    this.#settleSoon()
  }

  #settleSoon(): void {
    if (this.#owed.size === 0) return
    this.#settling ??= this.#settle()
      // The next renewal tries again.
      .catch(forgiveOutage)
      .finally(() => (this.#settling = null))
  }

  async #settle(): Promise<void> {
    const owed = [...this.#owed.keys()]
    for (let from = 0; from < owed.length; from += PORTION)
      await Promise.all(owed.slice(from, from + PORTION).map((userId) => this.#settleOne(userId)))
  }

  #settleOne(userId: UserId): Promise<void> {
    return this.#inTurn.do(userId, async () => {
      const stay = this.#stays.get(userId)
      if (stay === undefined || !this.#owed.has(userId)) return
      const online = stay.connections > 0
      if (!online && this.#isLeaving) return
      // Then it may have changed by the last try, and nobody has been told. Whoever hears looks what is so.
      const mayHaveChanged = this.#owed.get(userId) === true
      const hasChanged = online ? await this.#write(stay) : await this.#erase(userId)
      if (hasChanged || mayHaveChanged) this.#changes.tell('all', { userId, online })
    })
  }

  /** Where that fails another node takes it up, or this one. */
  #clear(node: string): void {
    const tell = (userId: UserId): void => this.#changes.tell('all', { userId, online: false })
    const clearing = this.#keys
      .clear(node, tell)
      .catch(forgiveOutage)
      .finally(() => this.#clearing.delete(clearing))
    this.#clearing.add(clearing)
  }
}
