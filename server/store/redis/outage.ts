// Turns what Redis and the way to it fail with into the refusal that the ports promise.
import { Refusal } from '../../../protocol/errors.ts'
import { StoreAway } from '../store-away.ts'

/**
 * What `asked` answers. Where Redis cannot be reached, does not answer in time, or cannot write, rejects with Refusal
 * UNAVAILABLE, StoreAway where it is an outage of all of Redis: what was asked for may have been done, and the same call again
 * tells. A script's own complaint (`NOT_FOUND …`) is the caller's mistake, and passes as it is.
 */
export async function orUnavailable<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Refusal) throw error
    const cause = withoutCommand(error)
    if (isMistake(error)) throw cause
    throw isAway(cause) ? new StoreAway(cause) : new Refusal('UNAVAILABLE', undefined, { cause })
  }
}

/** What is no answer of Redis, and what one answers that does not serve now. */
function isAway({ name, message }: Error): boolean {
  if (name === 'ReplyError') return AWAY.test(message)
  return name !== 'TypeError' && name !== 'RangeError'
}

/** How such an answer begins: it has just been started, has lost its master, or the others of its Cluster. */
const AWAY = /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|MOVED|ASK|TRYAGAIN) /

/** What our scripts answer to a caller that is wrong begins so. */
export const MISTAKE = 'MISTAKE'

function isMistake(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith(MISTAKE)
}

/** For what is tried again in any case: nothing is said of an outage, and the process is warned of everything else. */
export function forgiveOutage(error: unknown): void {
  if (error instanceof Refusal && error.code === 'UNAVAILABLE') return
  process.emitWarning(error instanceof Error ? error : String(error))
}

/** What an error says, without what was asked: a password, or somebody's words, may be among a command's arguments. */
export function withoutCommand(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  const { lastNodeError } = error as { lastNodeError?: unknown }
  const said = lastNodeError instanceof Error ? lastNodeError : error
  const bare = new Error(said.message.replace(/, with args beginning with:.*/s, ''))
  bare.name = said.name
  if (said.stack !== undefined) bare.stack = said.stack.replace(said.message, bare.message)
  return 'code' in said ? Object.assign(bare, { code: said.code }) : bare
}
