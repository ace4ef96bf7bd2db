// A Redis Cluster of three masters, and as many replicas where they are asked for, each a redis-server of the test's own.
import { Redis } from 'ioredis'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { freePorts } from '../free-ports.ts'
import { Random } from '../random.ts'
import { RedisProxy } from './redis-proxy.ts'
import { IN_MEMORY, RedisServer } from './redis-server.ts'
import { tlsOptions, type TlsFiles } from './tls-files.ts'

const SLOTS = 16_384
const MASTERS = 3
/** Milliseconds until the nodes have to know each other. */
const PATIENCE = 20_000
/** Milliseconds after which they take one that is silent for dead. */
const NODE_TIMEOUT = 2_000

interface ClusterOptions {
  /** Of each redis-server; in memory alone, where nothing is said. */
  options?: readonly string[]
  /** Whether each master has a replica, which takes over where it dies. */
  replicas?: boolean
  /** Whether clients are sent to a proxy before each server. */
  proxied?: boolean
  /** Whether its URL is for TLS, which its servers speak with each other then too; plainly where nothing is said. */
  tls?: TlsFiles | null
}

export class RedisCluster {
  /** The masters of the beginning, in the order of their slots, each with a third of them; then the replica of each. */
  readonly nodes: readonly RedisServer[]
  /** Before each of the nodes; none where clients go to them directly. */
  readonly proxies: readonly RedisProxy[]

  readonly url: string

  private constructor(nodes: readonly RedisServer[], proxies: readonly RedisProxy[], url: string) {
    this.nodes = nodes
    this.proxies = proxies
    this.url = url
  }

  /** Resolves when every slot is served, and every replica has what its master has. */
  static async start({
    options = IN_MEMORY,
    replicas = false,
    proxied = false,
    tls = null,
  }: ClusterOptions = {}): Promise<RedisCluster> {
    const count = replicas ? 2 * MASTERS : MASTERS
    const [ports, buses] = [await freePorts(count), await freePorts(count)]
    const ways = proxied || tls !== null ? await freePorts(count) : ports
    const nodes = ports.map((port, index) => {
      const [bus = 0, way = 0] = [buses[index], ways[index]]
      const secret = tls === null ? [] : [...tlsOptions(way, tls), '--tls-cluster', 'yes']
      const announced = proxied ? ['--cluster-announce-port', String(way)] : []
      return new RedisServer(port, [...clusterOptions(bus), ...announced, ...secret, ...options])
    })
    const proxies = proxied
      ? ways.map((way, index) => new RedisProxy(way, ports[index] ?? 0, new Random(index)))
      : []
    const addresses = ways.map((port) => `127.0.0.1:${port}`).join(',')
    const url = `${tls === null ? 'redis' : 'rediss'}+cluster://${addresses}`
    const cluster = new RedisCluster(nodes, proxies, url)
    try {
      await Promise.all([...nodes, ...proxies].map((each) => each.start()))
      await join(ports, buses)
      return cluster
    } catch (error) {
      await cluster.dispose()
      throw error
    }
  }

  async dispose(): Promise<void> {
    await Promise.allSettled(this.proxies.map((proxy) => proxy.close()))
    await Promise.all(this.nodes.map((node) => node.dispose()))
  }
}

/** A Cluster for the running test. */
export async function startRedisCluster(options: ClusterOptions = {}): Promise<RedisCluster> {
  const cluster = await RedisCluster.start(options)
  onTestFinished(() => cluster.dispose())
  return cluster
}

/** A Cluster for all tests of the file or the block. The answer gives it while they run. */
export function redisClusterForAll(options: ClusterOptions = {}): () => RedisCluster {
  let cluster: RedisCluster | null = null
  beforeAll(async () => {
    cluster = await RedisCluster.start(options)
  })
  afterAll(() => cluster?.dispose())
  return () => {
    if (cluster === null) throw new Error('The Cluster has not been started.')
    return cluster
  }
}

function clusterOptions(bus: number): string[] {
  return [
    ...['--cluster-enabled', 'yes', '--cluster-node-timeout', String(NODE_TIMEOUT)],
    ...['--cluster-port', String(bus), '--repl-diskless-sync-delay', '0'],
  ]
}

/** Which of the masters has a slot in the beginning, by its number from 0; the number of its replica is three more. */
export function shardOf(slot: number): number {
  return Array.from({ length: MASTERS }, (_, index) => share(index)).findLastIndex((from) => from <= slot)
}

async function join(ports: readonly number[], buses: readonly number[]): Promise<void> {
  const connections = ports.map((port) => new Redis(port, '127.0.0.1'))
  try {
    for (const [index, connection] of connections.entries()) {
      if (index < MASTERS) {
        const [from, to] = [share(index), share(index + 1) - 1]
        await connection.call('CLUSTER', 'ADDSLOTSRANGE', from, to)
      }
      await connection.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1)
      const [first = 0, bus = 0] = [ports[0], buses[0]]
      if (index > 0) await connection.call('CLUSTER', 'MEET', '127.0.0.1', first, bus)
    }
    await Promise.all(
      connections.map((connection) => whenSaid(connection, ['CLUSTER', 'INFO'], isWhole(ports.length))),
    )
    const [masters, replicas] = [connections.slice(0, MASTERS), connections.slice(MASTERS)]
    await Promise.all(replicas.map((replica, index) => replicate(replica, masters[index])))
  } finally {
    for (const connection of connections) connection.disconnect()
  }
}

const share = (index: number): number => Math.floor((SLOTS / MASTERS) * index)

const isWhole =
  (nodes: number) =>
  (said: string): boolean =>
    said.includes('cluster_state:ok') && said.includes(`cluster_known_nodes:${nodes}\r`)

async function replicate(replica: Redis, master: Redis | undefined): Promise<void> {
  const id = String(await master?.call('CLUSTER', 'MYID'))
  await replica.call('CLUSTER', 'REPLICATE', id)
  await whenSaid(replica, ['INFO', 'replication'], (said) => said.includes('master_link_status:up'))
}

async function whenSaid(
  connection: Redis,
  [command = '', ...args]: readonly string[],
  isEnough: (said: string) => boolean,
): Promise<void> {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    if (isEnough(String(await connection.call(command, ...args)))) return
    if (Date.now() > deadline) throw new Error('The Cluster is not whole.')
    await sleep(50)
  }
}
