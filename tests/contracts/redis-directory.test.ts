// The contracts of the directory, kept in Redis: a server's and a Cluster's, and as far as it is faithful ioredis-mock's.
import type { RedisLink } from '../../server/store/redis/link.ts'
import { RedisDirectory } from '../../server/store/redis/redis-directory.ts'
import { openMockRedis } from '../../server/store/redis/mock-redis.ts'
import { freshPrefix, withRedis } from '../support/redis/redis-kinds.ts'
import { reopenedDirectoryContract } from './directory-reopened.contract.ts'
import { directoryDoorsContract } from './directory-doors.contract.ts'
import { directoryContract } from './directory.contract.ts'
import { closing, reopeningLink } from './redis-stores.ts'

const open = (link: RedisLink) => new RedisDirectory(link)

withRedis((kind, openLink) => {
  const directory = async () => open(await closing(openLink(freshPrefix())))
  directoryContract(kind, directory)
  directoryDoorsContract(kind, directory)
  reopenedDirectoryContract(kind, () => reopeningLink(openLink, open))
})

directoryContract('ioredis-mock', async () => open(await openMockRedis(freshPrefix())))
directoryDoorsContract('ioredis-mock', async () => open(await openMockRedis(freshPrefix())))
