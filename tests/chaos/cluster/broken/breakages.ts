// The guarantees that are broken on purpose, to see that the judge notices. Whoever changes these places in the server changes
// them here too.
import type { Breakage } from './break-build.ts'

/** What was published while a node could not hear it is not read from the log: it goes on with what it hears next. */
export const GAP_FILL: Breakage = {
  file: 'server/store/redis/followed-log.ts',
  text: 'this.#fill(await this.#parts.readAfter(this.#last))',
  instead: 'this.#last = (Math.min(this.#known + 1, ...this.#early.keys()) - 1) as Seq',
}

/** A log that has lost something goes on as if it were the same. */
export const NEW_EPOCH: Breakage = {
  file: 'server/store/redis/log-scripts.ts',
  text: 'log.renewed = before ~= log.history',
  instead: 'log.renewed = not before',
}

/** What comes again with the same nonce is kept again. */
export const NONCE_CHECK: Breakage = {
  file: 'server/store/redis/log-scripts.ts',
  text: 'if before then return { 2,',
  instead: 'if false then return { 2,',
}
