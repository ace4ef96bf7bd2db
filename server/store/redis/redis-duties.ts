// Whose turn it is among the nodes: each duty has the name of the node that took it, which counts while that has its lease.
import type { Duties, Duty } from '../duties.ts'
import { GIVE_UP_DUTY, TAKE_DUTY } from './lease-scripts.ts'
import type { RedisLink, RunScript } from './link.ts'
import type { NodeLease } from './node-lease.ts'
import { forgiveOutage } from './outage.ts'

export class RedisDuties implements Duties {
  readonly #link: RedisLink
  readonly #lease: NodeLease
  readonly #scripts: { take: RunScript; giveUp: RunScript }
  readonly #had = new Set<Duty>()

  constructor(link: RedisLink, lease: NodeLease) {
    this.#link = link
    this.#lease = lease
    this.#scripts = {
      take: link.script('takeDuty', TAKE_DUTY),
      giveUp: link.script('giveUpDuty', GIVE_UP_DUTY),
    }
  }

  async has(duty: Duty): Promise<boolean> {
    const keys = [this.#link.keys.host('nodes', 'leases'), this.#duties]
    const has = (await this.#scripts.take(keys, [this.#lease.id, duty])) === 1
    if (has) this.#had.add(duty)
    return has
  }

  /** Where Redis cannot be reached they go with the node's lease. */
  async close(): Promise<void> {
    const given = [...this.#had].map((duty) => this.#scripts.giveUp([this.#duties], [this.#lease.id, duty]))
    await Promise.all(given).catch(forgiveOutage)
  }

  get #duties(): string {
    return this.#link.keys.host('nodes', 'duties')
  }
}
