// How many of a room's members have not read a message: by their marks alone, without a record for each reader.
import type { Seq, UserId } from './ids.ts'
import type { Member } from './rest.ts'

/** How many have not read the message at `seq`, its author left out. What it costs grows with the logarithm of the members. */
export type UnreadBy = (seq: Seq, author: UserId) => number

/** For these members, as they have read by now. Whoever has entered later has read it, whoever has left does not count. */
export function countUnreadBy(members: readonly Pick<Member, 'userId' | 'read'>[]): UnreadBy {
  const marks = Float64Array.from(members, ({ read }) => read).sort()
  const markOf = new Map(members.map(({ userId, read }) => [userId, read]))
  return (seq, author) => {
    const authorHasNot = (markOf.get(author) ?? seq) < seq
    return countBelow(marks, seq) - (authorHasNot ? 1 : 0)
  }
}

/** How many of the ascending `values` are below `limit`. */
function countBelow(values: Float64Array, limit: number): number {
  let [from, to] = [0, values.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((values[middle] ?? limit) < limit) from = middle + 1
    else to = middle
  }
  return from
}
