// Who is here by which node, as Redis has it: each person's key, and each node's list of its people, by which the person's keys
// are found when the node has died. The list is written first and struck off last, so it lacks nobody.
import type { UserId } from '../../../protocol/ids.ts'
import type { User } from '../../../protocol/rest.ts'
import { ARRIVE, DEPART } from './here-scripts.ts'
import { NOTE_PEOPLE } from './lease-scripts.ts'
import type { RedisLink, RunScript } from './link.ts'
import { namesIn, type NodeLease } from './node-lease.ts'
import { orUnavailable } from './outage.ts'

/** People whose keys are changed together. */
const PORTION = 100

export class HereKeys {
  readonly #link: RedisLink
  readonly #lease: NodeLease
  readonly #scripts: { note: RunScript; arrive: RunScript; depart: RunScript }

  constructor(link: RedisLink, lease: NodeLease) {
    this.#link = link
    this.#lease = lease
    this.#scripts = {
      note: link.script('notePeople', NOTE_PEOPLE),
      arrive: link.script('arrive', ARRIVE),
      depart: link.script('depart', DEPART),
    }
  }

  /** They are here by this node, which was called `before`. True where they were here by none. */
  async arrive({ userId, name }: User, at: number, before: readonly string[]): Promise<boolean> {
    const args = [await this.#note(userId), `${at} ${name}`, ...before]
    return this.#wereNowhere(userId, await this.#scripts.arrive([this.#keyOf(userId)], args), 0)
  }

  /** They are not here by this node any more, whatever it was called. True where they are now here by none. */
  async depart(userId: UserId, before: readonly string[]): Promise<boolean> {
    const isLast = await this.#leave(userId, [this.#lease.id, ...before])
    await orUnavailable(this.#link.commands.srem(this.#peopleOf(this.#lease.id), userId))
    return isLast
  }

  /** Clears away what a node left, and calls back with each who is here by no other. */
  async clear(node: string, onGone: (userId: UserId) => void): Promise<void> {
    const { commands } = this.#link
    const people = this.#peopleOf(node)
    for (;;) {
      // Null where there is no key: in ioredis-mock.
      const users = (await orUnavailable(commands.srandmember(people, PORTION))) as UserId[] | null
      if (users === null || users.length === 0) return this.#lease.cleared(node)
      const left = await Promise.all(users.map((user) => this.#leave(user, [node])))
      for (const [index, user] of users.entries()) if (left[index] === true) onGone(user)
      await orUnavailable(commands.srem(people, ...users))
    }
  }

  /** Since when they are here by each node, and by which name. */
  async staysOf(userId: UserId): Promise<{ at: number; name: string }[]> {
    const stays = await orUnavailable(this.#link.commands.hgetall(this.#keyOf(userId)))
    const existing = await this.#lease.existing(Object.keys(stays))
    const of = Object.entries(stays).filter(([node]) => existing.has(node))
    return of.map(([, stay]) => ({ at: parseInt(stay), name: stay.slice(stay.indexOf(' ') + 1) }))
  }

  /** Those of them who are here by any node. */
  async among(users: readonly UserId[]): Promise<UserId[]> {
    const { commands } = this.#link
    const nodes = await Promise.all(users.map((user) => orUnavailable(commands.hkeys(this.#keyOf(user)))))
    const existing = await this.#lease.existing(nodes.flat())
    return users.filter((_, index) => nodes[index]?.some((node) => existing.has(node)))
  }

  /** Answers by which name of this node: another one where the lease is lost. */
  async #note(userId: UserId): Promise<string> {
    const { id } = this.#lease
    const keys = [this.#link.keys.host('nodes', 'leases'), this.#peopleOf(id)]
    if ((await this.#scripts.note(keys, [id, userId])) === 1) return id
    await this.#lease.renew()
    return this.#note(userId)
  }

  async #leave(userId: UserId, nodes: readonly string[]): Promise<boolean> {
    return this.#wereNowhere(userId, await this.#scripts.depart([this.#keyOf(userId)], nodes), 1)
  }

  /**
   * Whether the script found `mine` of the node's own and no other node that there is. What is left of one that there is not was
   * written by a node that was found dead while it did so; it goes now.
   */
  async #wereNowhere(userId: UserId, answer: unknown, mine: 0 | 1): Promise<boolean> {
    const [found, nodes] = answer as [number, string]
    const others = namesIn(nodes)
    const existing = await this.#lease.existing(others)
    const left = others.filter((node) => !existing.has(node))
    if (left.length > 0) await this.#scripts.depart([this.#keyOf(userId)], left)
    return Math.min(found, 1) === mine && left.length === others.length
  }

  #keyOf(userId: UserId): string {
    return this.#link.keys.person(userId, 'here')
  }

  #peopleOf(node: string): string {
    return this.#link.keys.host('nodes', `people:${node}`)
  }
}
