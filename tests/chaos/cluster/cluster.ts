// What a run is made in: nodes on one Redis, to which the ways can be made bad; or one node that keeps everything itself.
import { ON_DISK_AT_ONCE } from '../../support/redis/redis-server.ts'
import { startChaosRedis, type ChaosRedis, type RedisForm } from './chaos-redis.ts'
import { newNodes, type ChaosNode, type NodeStart } from './nodes.ts'

/** Of all keys of a run. */
const PREFIX = 'chaos'

export interface ClusterOptions {
  seed: number
  /** How many nodes on a Redis of their own; null: one node, in SQLite. */
  nodes: number | null
  /** What that Redis is; one server, where nothing is said. */
  redisForm?: RedisForm
  /** Options of Node before the server: what breaks a build on purpose. */
  nodeOptions?: readonly string[]
  /** How Redis keeps what it has; all of it, where nothing is said. */
  redisOptions?: readonly string[]
}

export class Cluster {
  readonly nodes: readonly ChaosNode[]
  /** Null where the node is in SQLite. */
  readonly redis: ChaosRedis | null

  private constructor(nodes: readonly ChaosNode[], redis: ChaosRedis | null) {
    this.nodes = nodes
    this.redis = redis
  }

  /** Resolves when all nodes listen. Rejects where they do not; then nothing is left. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const redis = await redisFor(options)
    const { nodes, nodeOptions = [] } = options
    const startOf = (index: number): NodeStart => ({ nodeOptions, args: argumentsFor(redis, index) })
    const cluster = new Cluster(await newNodes(nodes ?? 1, startOf), redis)
    try {
      await Promise.all(cluster.nodes.map((node) => node.start()))
      return cluster
    } catch (error) {
      await cluster.dispose()
      throw error
    }
  }

  async dispose(): Promise<void> {
    await Promise.allSettled(this.nodes.map((node) => node.dispose()))
    await this.redis?.dispose()
  }
}

async function redisFor({
  seed,
  nodes,
  redisForm: form = 'server',
  redisOptions: options = ON_DISK_AT_ONCE,
}: ClusterOptions): Promise<ChaosRedis | null> {
  return nodes === null ? null : startChaosRedis({ form, seed, nodes, options })
}

function argumentsFor(redis: ChaosRedis | null, node: number): string[] {
  return redis === null ? [] : ['--redis', redis.urlFor(node), '--redis-prefix', PREFIX]
}
