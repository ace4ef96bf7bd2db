// What the thread that serves people asks of the thread of a node's index.
import type { RoomId } from '../../../../protocol/ids.ts'
import type { Lag, RoomHead, Standing, Stretch } from '../../index-replica.ts'
import type { LeanPage } from './lean-page.ts'
import type { FoundPage, Lookup } from './replica-finder.ts'

/** What the thread is started with. `file`: as ReplicaOptions has it. */
export interface ReplicaFile {
  file: string
  hostId: string
}

/** As IndexReplica has them. */
export type ReplicaQuestions = {
  compare: { asked: { heads: readonly RoomHead[]; quiet: boolean }; answered: Lag[] }
  take: { asked: readonly LeanPage[]; answered: Standing[] }
  keepOnly: { asked: { stretch: Stretch; rooms: readonly RoomId[] }; answered: void }
  find: { asked: { lookup: Lookup; heads: readonly RoomHead[] }; answered: FoundPage | null }
}
