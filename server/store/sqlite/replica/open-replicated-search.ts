// Opens the search of a node whose logs are kept elsewhere.
import { join } from 'node:path'
import { makeDataFolder } from '../../data-folder.ts'
import { ReplicatedSearch, type ReplicatedSearchParts } from '../../replicated-search.ts'
import type { SearchIndex } from '../../search-index.ts'
import type { AnsweringThreadOptions } from '../answering-thread.ts'
import { lockFolder } from '../folder-lock.ts'
import { UNNAMED } from '../search/index-file.ts'
import { SqliteIndexReplica } from './sqlite-index-replica.ts'

/** In the node's folder, which may be deleted while no node runs there. */
const FILE = 'node-search.db'

export interface ReplicatedSearchOptions extends AnsweringThreadOptions, Pick<ReplicatedSearchParts, 'log'> {
  /** Whose logs they are: an index of another host is thrown away. */
  hostId: string
}

/**
 * Keeps the index in the node's own folder, which it makes where there is none, and holds until it is closed. Null: in a file
 * without a name, which goes with the process, so that the index is made anew at every start. Throws DataFolderError, DATA_IN_USE
 * where a host or another node has the folder; then nothing stays open. The log must be closed after the answer, not before it.
 */
export function openReplicatedSearch(
  folder: string | null,
  { log, hostId, tell, reportFailure }: ReplicatedSearchOptions,
): SearchIndex {
  if (folder !== null) makeDataFolder(folder)
  const unlock = folder === null ? () => {} : lockFolder(folder)
  const file = folder === null ? UNNAMED : join(folder, FILE)
  const replica = new SqliteIndexReplica({ file, hostId }, { tell, reportFailure })
  const search = new ReplicatedSearch({ log, replica, tell, reportFailure })
  return {
    find: (request) => search.find(request),
    close: () => search.close().finally(unlock),
  }
}
