// The headers by which a subscriber says what it has seen.
import { Refusal } from '../../protocol/errors.ts'
import { toSeq, type Epoch } from '../../protocol/ids.ts'
import type { Since } from '../broker/replay.ts'

/** The `since` and `epoch` headers; null where the subscriber wants only what is new. Refuses BAD_REQUEST. */
export function sinceIn(headers: ReadonlyMap<string, string>): Since | null {
  const since = headers.get('since')
  if (since === undefined) return null
  const seq = toSeq(since)
  if (seq === null) throw new Refusal('BAD_REQUEST', 'The header since must be a whole number, 0 or more.')
  return { seq, epoch: (headers.get('epoch') as Epoch | undefined) ?? null }
}
