// A node's index without its thread: what is asked of it is done at once, and its turns are the test's.
import { Refusal } from '../../protocol/errors.ts'
import type { IndexReplica } from '../../server/store/index-replica.ts'
import { toLeanPage } from '../../server/store/sqlite/replica/lean-page.ts'
import { EVERYTHING, fromCursor, toCursor } from '../../server/store/sqlite/replica/moment.ts'
import type { Replica } from '../../server/store/sqlite/replica/replica.ts'

export function replicaHere(replica: Replica): IndexReplica {
  let closed = false
  const open = (): Replica => {
    if (closed) throw new Refusal('UNAVAILABLE')
    return replica
  }
  return {
    compare: async (heads, quiet) => open().compare(heads, quiet),
    take: async (pages) => open().take(pages.map(toLeanPage)),
    keepOnly: async (stretch, rooms) => open().keepOnly(stretch, rooms),
    find: async ({ words, limit, cursor }, heads) => {
      const before = cursor === null ? EVERYTHING : (fromCursor(cursor) ?? EVERYTHING)
      const page = open().find({ words, limit, before }, heads)
      return page === null ? null : { places: page.places, next: page.next && toCursor(page.next) }
    },
    close: async () => {
      closed = true
      replica.close()
    },
  }
}
