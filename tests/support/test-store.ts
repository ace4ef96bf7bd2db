// Where the hosts of a project keep what they have: in their folders, or on the Redis that the project has started for all.
import { basename } from 'node:path'
import { inject } from 'vitest'

/** A host's place on a Redis that others have too. */
export interface OnRedis {
  url: string
  /** The same after a restart. */
  prefix: string
}

/** Where the host with this folder is kept; null: in the folder. */
export function redisOf(data: string): OnRedis | null {
  const url = process.env['SARANGBANG_TEST_STORE'] === undefined ? null : inject('redis')
  return url === null ? null : { url, prefix: basename(data).toLowerCase() }
}
