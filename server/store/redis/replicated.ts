// Writes that count only when replicas have them too. They go by a connection of their own, on which everything waits until they
// do: what is written meanwhile goes together then, and is waited for once.
import type { ChainableCommander } from 'ioredis'
import { Refusal } from '../../../protocol/errors.ts'
import type { Commands, RedisLink, RunScript } from './link.ts'
import { orUnavailable } from './outage.ts'
import { serverOf } from './servers.ts'

/** Milliseconds until writes that the replicas have not got are refused. */
const PATIENCE = 2_000

interface Write {
  write: (pipeline: ChainableCommander) => unknown
  resolve: (answer: unknown) => void
  reject: (error: unknown) => void
}

type Outcome = [error: Error | null, answer: unknown]

export class Replicated {
  readonly #link: RedisLink
  readonly #replicas: number
  #connection: Commands | null = null
  /** What waits, for each server that is being written to. */
  readonly #waiting = new Map<string, Write[]>()

  /** `replicas`: how many must have it; 1 or more. Nothing may be written before `start` has resolved. */
  constructor(link: RedisLink, replicas: number) {
    this.#link = link
    this.#replicas = replicas
  }

  async start(): Promise<void> {
    this.#connection = await this.#link.another()
  }

  /** Sent whole each time: a script that had to be sent again would not be waited for. */
  script(lua: string): RunScript {
    return (keys, args) =>
      this.run(keys[0] ?? '', (pipeline) =>
        pipeline.eval(lua, keys.length, ...keys, ...(args as (string | number)[])),
      )
  }

  /**
   * What the one command answers that `write` asks for, on keys of one slot, when the replicas have what it wrote. Rejects with
   * Refusal UNAVAILABLE where they have not got it in time: it may be kept all the same.
   */
  run(key: string, write: Write['write']): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const server = this.#connection === null ? '' : serverOf(this.#connection, key)
      const waiting = this.#waiting.get(server)
      if (waiting !== undefined) return void waiting.push({ write, resolve, reject })
      this.#waiting.set(server, [{ write, resolve, reject }])
      setImmediate(() => void this.#writeAll(server))
    })
  }

  /** Never rejects. */
  async #writeAll(server: string): Promise<void> {
    for (let writes = this.#taken(server); writes.length > 0; writes = this.#taken(server))
      await this.#writeTogether(writes)
    this.#waiting.delete(server)
  }

  #taken(server: string): Write[] {
    return this.#waiting.get(server)?.splice(0) ?? []
  }

  async #writeTogether(writes: readonly Write[]): Promise<void> {
    try {
      if (this.#connection === null) throw new Refusal('UNAVAILABLE')
      const pipeline = this.#connection.pipeline()
      for (const { write } of writes) write(pipeline)
      pipeline.wait(this.#replicas, PATIENCE)
      const outcomes = (await orUnavailable(pipeline.exec())) as Outcome[]
      await this.#requireAll(outcomes.at(-1))
      for (const [index, { resolve }] of writes.entries()) resolve(answerOf(outcomes[index]))
    } catch (error) {
      for (const { reject } of writes) reject(error)
    }
  }

  /** Throws where too few replicas have what was written. */
  async #requireAll(waited: Outcome | undefined): Promise<void> {
    const reached = Number(await answerOf(waited))
    if (reached >= this.#replicas) return
    const cause = new Error(`${reached} of ${this.#replicas} replicas have it.`)
    throw new Refusal('UNAVAILABLE', undefined, { cause })
  }
}

function answerOf([error, answer]: Outcome = [new Error('There is no answer.'), null]): Promise<unknown> {
  return orUnavailable(error === null ? Promise.resolve(answer) : Promise.reject(error))
}
