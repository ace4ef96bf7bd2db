// One Redis for all suites of a project that runs the hosts of its tests on Redis, each host with a prefix of its own.
import type { TestProject } from 'vitest/node'
import { freePorts } from '../free-ports.ts'
import { RedisCluster } from './redis-cluster.ts'
import { redisProgram } from './redis-program.ts'
import { ON_DISK, RedisServer } from './redis-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where it is; null where the hosts keep what they have in their folders, and where there is no Redis. */
    redis: string | null
  }
}

/** Where the hosts of a project are kept, as its `env` says: `redis`, `redis-cluster`, or nothing. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const kind = project.config.env['SARANGBANG_TEST_STORE']
  if (redisProgram() === null) return project.provide('redis', null) as undefined
  const redis = kind === 'redis-cluster' ? await RedisCluster.start({ options: ON_DISK }) : await oneServer()
  project.provide('redis', redis.url)
  return () => redis.dispose()
}

async function oneServer(): Promise<RedisServer> {
  const [port = 0] = await freePorts(1)
  const server = new RedisServer(port, ON_DISK)
  await server.start()
  return server
}
