// The Redis of a run, with the ways to it that can be made bad: one server, to which each node has a way of its own, or a Cluster, in
// which each server has one that all nodes take.
import { freePorts } from '../../support/free-ports.ts'
import { Random } from '../../support/random.ts'
import { RedisCluster } from '../../support/redis/redis-cluster.ts'
import { RedisProxy } from '../../support/redis/redis-proxy.ts'
import { RedisServer } from '../../support/redis/redis-server.ts'

export type RedisForm = 'server' | 'cluster'

export interface ChaosRedis {
  form: RedisForm
  servers: readonly RedisServer[]
  proxies: readonly RedisProxy[]
  /** Where a node finds it, by the node's number from 0. */
  urlFor: (node: number) => string
  dispose: () => Promise<void>
}

export interface ChaosRedisOptions {
  form: RedisForm
  seed: number
  nodes: number
  /** Of each redis-server. */
  options: readonly string[]
}

/** Resolves when it answers. Rejects where it does not; then nothing is left. */
export function startChaosRedis(wish: ChaosRedisOptions): Promise<ChaosRedis> {
  return wish.form === 'cluster' ? startCluster(wish) : startServer(wish)
}

async function startCluster({ options }: ChaosRedisOptions): Promise<ChaosRedis> {
  const cluster = await RedisCluster.start({ options, proxied: true })
  const { nodes: servers, proxies, url } = cluster
  return { form: 'cluster', servers, proxies, urlFor: () => url, dispose: () => cluster.dispose() }
}

async function startServer({ seed, nodes, options }: ChaosRedisOptions): Promise<ChaosRedis> {
  const [port = 0, ...ways] = await freePorts(nodes + 1)
  const server = new RedisServer(port, options)
  const proxies = ways.map((way, index) => new RedisProxy(way, port, new Random(seed + index)))
  const dispose = async (): Promise<void> => {
    await Promise.allSettled(proxies.map((proxy) => proxy.close()))
    await server.dispose()
  }
  try {
    await Promise.all([server, ...proxies].map((each) => each.start()))
  } catch (error) {
    await dispose()
    throw error
  }
  const urlFor = (node: number): string => `redis://127.0.0.1:${ways[node]}`
  return { form: 'server', servers: [server], proxies, urlFor, dispose }
}
