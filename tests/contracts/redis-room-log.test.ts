// The contract of the rooms' logs, kept in a Redis, in a Redis Cluster, and in a stand-in for Redis.
import { describe } from 'vitest'
import { openMockRedis } from '../../server/store/redis/mock-redis.ts'
import { freshPrefix, withRedis, type OpenLink } from '../support/redis/redis-kinds.ts'
import type { OpenLog } from './open-log.ts'
import { linkedLog, logOn } from './redis-logs.ts'
import { reopeningLink } from './redis-stores.ts'
import { amendContract } from './room-log-amend.contract.ts'
import { appendContract } from './room-log-append.contract.ts'
import { followContract } from './room-log-follow.contract.ts'
import { readContract } from './room-log-read.contract.ts'
import { reopenedRoomLogContract } from './room-log-reopened.contract.ts'
import { roomsContract } from './room-log-trim.contract.ts'
import { roomLogContract } from './room-log.contract.ts'

const newLog =
  (open: OpenLink): OpenLog =>
  async (now) =>
    (await linkedLog(open, freshPrefix(), now)).log

withRedis((kind, open) => {
  roomLogContract(kind, newLog(open))
  reopenedRoomLogContract(kind, () => reopeningLink(open, (link) => logOn(link)))
})

// It has no XTRIM, and a script cannot look into its Streams: nothing is trimmed there.
describe('RoomLog in ioredis-mock', () => {
  const open = newLog(openMockRedis)
  appendContract(open)
  readContract(open)
  amendContract(open)
  roomsContract(open)
  followContract(open)
})
