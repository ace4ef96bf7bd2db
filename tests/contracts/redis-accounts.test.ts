// The contracts of accounts and of families of tokens, kept in Redis: a server's, a Cluster's and ioredis-mock's.
import type { RedisLink } from '../../server/store/redis/link.ts'
import { RedisAccounts } from '../../server/store/redis/redis-accounts.ts'
import { RedisTokenFamilies } from '../../server/store/redis/redis-token-families.ts'
import { openMockRedis } from '../../server/store/redis/mock-redis.ts'
import { freshPrefix, withRedis } from '../support/redis/redis-kinds.ts'
import { reopenedAccountsContract } from './accounts-reopened.contract.ts'
import { accountsContract } from './accounts.contract.ts'
import { closing, reopeningLink } from './redis-stores.ts'
import { reopenedTokenFamiliesContract } from './token-families-reopened.contract.ts'
import { tokenFamiliesContract } from './token-families.contract.ts'

const accounts = (link: RedisLink) => new RedisAccounts(link)
const families = (link: RedisLink) => new RedisTokenFamilies(link)

withRedis((kind, openLink) => {
  const link = () => closing(openLink(freshPrefix()))
  accountsContract(kind, async () => accounts(await link()))
  reopenedAccountsContract(kind, () => reopeningLink(openLink, accounts))
  tokenFamiliesContract(kind, async () => families(await link()))
  reopenedTokenFamiliesContract(kind, () => reopeningLink(openLink, families))
})

accountsContract('ioredis-mock', async () => accounts(await openMockRedis(freshPrefix())))
tokenFamiliesContract('ioredis-mock', async () => families(await openMockRedis(freshPrefix())))
