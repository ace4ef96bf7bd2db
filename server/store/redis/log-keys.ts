// Where a room's log is in Redis: all of it in one slot of a Cluster.
import type { RoomId } from '../../../protocol/ids.ts'
import type { Keys } from './keys.ts'

/**
 * The keys of a log, in the order in which the scripts take them.
 * `head`: a Hash, whose field `stands` has epoch, history, first and last seq, and how many TALKs there were, with spaces between.
 * `entries`: a Stream with an entry for each seq, without its text: a Stream keeps the bytes of what is taken out of it.
 * `texts`: a Hash; for each seq how many TALKs there were up to it, and after a space, of a TALK a T, when it was last edited
 * (nothing where it was not), a space and the text, or a D where it was deleted; of an EDIT that had an effect an E and what it refers to.
 * `nonces`: a Hash; for each sender and nonce the seq.
 */
export function logKeys(
  keys: Keys,
  room: RoomId,
): [head: string, entries: string, texts: string, nonces: string] {
  return [
    keys.room(room, 'head'),
    keys.room(room, 'entries'),
    keys.room(room, 'texts'),
    keys.room(room, 'nonces'),
  ]
}

/** Which rooms have a log, in the order of their ids; see `LogIndex`. */
export function logIndex(keys: Keys): string {
  return keys.host('rooms', 'logs')
}

/** On which all that is appended to a room's log is published. */
export function logChannel(keys: Keys, room: RoomId): string {
  return keys.room(room, 'log')
}
