// The contract of the signals, on Redis of every kind.
import { freshPrefix, withRedis } from '../support/redis/redis-kinds.ts'
import { openMockRedis } from '../../server/store/redis/mock-redis.ts'
import { redisNode } from '../support/redis/redis-node.ts'
import { WITHOUT_TIME } from '../support/redis/short-leases.ts'
import { signalsContract } from './signals.contract.ts'

withRedis((kind, open) => {
  signalsContract(kind, async () => (await redisNode(open, freshPrefix())).signals)
})
signalsContract(
  'ioredis-mock',
  async () => (await redisNode(openMockRedis, freshPrefix(), WITHOUT_TIME)).signals,
)
