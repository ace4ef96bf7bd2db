// A host of several nodes on one Redis: all started afresh, and ended together.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RoomId, Seq } from '../../protocol/ids.ts'
import { startServer, type Server } from '../child.ts'
import type { Running } from '../contenders/contender.ts'
import { HOST_PROGRAM, hostTarget } from '../contenders/host-target.ts'
import { openLog, PREFIX } from './open-log.ts'
import { startRedis, type Redis } from './redis.ts'

/** Resolves when all nodes listen. Rejects where one does not; then nothing is left of any. */
export async function startSharedHost(nodes: number, rooms: number): Promise<Running> {
  const redis = await startRedis()
  const folder = await mkdtemp(join(tmpdir(), 'sarangbang-bench-'))
  const servers: Server[] = []
  const stop = async (): Promise<void> => void (await Promise.all(servers.map((server) => server.stop())))
  const clear = (): Promise<void> => redis.stop().then(() => rm(folder, { recursive: true, force: true }))
  try {
    while (servers.length < nodes) servers.push(await startNode(redis, join(folder, String(servers.length))))
    const target = { ...(await hostTarget(servers, rooms)), storePid: redis.pid }
    return { target, stop, check: (sent) => checkStored(redis, target.rooms, sent), clear }
  } catch (error) {
    await stop().then(clear)
    throw error
  }
}

function startNode({ port }: Redis, dataDir: string): Promise<Server> {
  const redis = [`--redis=redis://127.0.0.1:${port}`, `--redis-prefix=${PREFIX}`]
  const options = ['--port=0', ...redis, `--data=${dataDir}`, '--log-level=warn']
  return startServer([process.execPath, HOST_PROGRAM, ...options])
}

async function checkStored(redis: Redis, rooms: readonly string[], sent: number): Promise<void> {
  const { log, close } = await openLog(redis)
  const talks = await Promise.all(rooms.map((room) => log.talksAfter(room as RoomId, 0 as Seq)))
  await close()
  const stored = talks.reduce((sum, count) => sum + count, 0)
  if (stored !== sent) throw new Error(`Of ${sent} messages, ${stored} are stored.`)
}
