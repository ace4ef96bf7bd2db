// Opens the Redis of a host: connects, and sees that it is one that a host can be kept in.
import { Cluster } from 'ioredis'
import type { HostIdentity } from '../host-identity.ts'
import { checkRedis, type Checks } from './check-redis.ts'
import { connectRedis, type LinkOptions } from './connect.ts'
import type { RedisLink } from './link.ts'
import { openRedisHost } from './redis-host.ts'
import { explained, nameOf } from './redis-error.ts'

export interface RedisOptions extends LinkOptions, Checks {
  /** What the host is to be called; null for what it was. */
  name: string | null
}

/** A host's Redis, open. Whoever opened it closes the link. */
export interface OpenedRedis {
  link: RedisLink
  identity: HostIdentity
}

/** Throws RedisError; then nothing was changed there, and nothing is left open. */
export async function openRedis(options: RedisOptions): Promise<OpenedRedis> {
  const { place, name } = options
  const link = await connectRedis(options).catch((error: unknown) => {
    throw explained(place, error)
  })
  try {
    await checkRedis(link.commands, nameOf(place), options)
    await mayPublish(link)
    return { link, identity: await openRedisHost(link, name) }
  } catch (error) {
    await link.close()
    throw explained(place, error)
  }
}

/** A user may be kept from all channels. Nobody listens to this one. */
async function mayPublish({ commands, keys }: RedisLink): Promise<void> {
  const channel = keys.host('host', 'probe')
  await (commands instanceof Cluster ? commands.spublish(channel, '') : commands.publish(channel, ''))
}
