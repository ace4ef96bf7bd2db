// A node that others kill: its people are here until then. Arguments: the Redis's URL, the prefix, and who is here.
import type { UserId } from '../../../../protocol/ids.ts'
import { connectRedis } from '../../../../server/store/redis/connect.ts'
import { NodeLease } from '../../../../server/store/redis/node-lease.ts'
import { RedisSignals } from '../../../../server/store/redis/redis-signals.ts'
import { toRedisPlace } from '../../../../server/store/redis-place.ts'
import { SHORT } from '../../../support/redis/short-leases.ts'

const [url = '', prefix = '', ...people] = process.argv.slice(2)
const place = toRedisPlace(url)
if (place === null || place.kind === 'mock') throw new Error(`${url} is no Redis.`)

const link = await connectRedis({ place, prefix, reportFailure: () => {} })
const lease = new NodeLease(link, SHORT)
const signals = new RedisSignals({ link, lease, now: Date.now })
await lease.start()
for (const name of people) await signals.appear({ userId: name as UserId, name })
process.stdout.write('here\n')
// The renewals keep no process from ending.
setInterval(() => {}, 60_000)
