// A Redis of the bench's own, as most hosts have one: with an append-only file, in a folder that goes with it.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../child.ts'
import { freePorts } from '../contenders/free-ports.ts'

const PROGRAM = process.env['REDIS_SERVER_PATH'] ?? 'redis-server'

export interface Redis {
  port: number
  pid: number
  /** Resolves when it has ended, and nothing of it is left. */
  stop: () => Promise<void>
}

/** Why it cannot be started on this machine; null where it can. */
export function redisMissing(): string | null {
  if (spawnSync(PROGRAM, ['--version']).status === 0) return null
  return `there is no ${PROGRAM} (Debian's package redis-server, or name yours in REDIS_SERVER_PATH).`
}

export async function startRedis(): Promise<Redis> {
  const folder = await mkdtemp(join(tmpdir(), 'sarangbang-bench-redis-'))
  const { redis: port } = await freePorts('redis')
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
  const keeping = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec']
  const server = await startServer([PROGRAM, ...place, ...keeping], { ready: /Ready to accept connections/ })
  const stop = (): Promise<void> => server.stop().then(() => rm(folder, { recursive: true, force: true }))
  return { port, pid: server.pid, stop }
}
