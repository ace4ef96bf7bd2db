// Where Debian's Redis is, for the suites that start their own.
import { spawnSync } from 'node:child_process'

/** What is said, once, where there is none. In CI that is a failure. */
export const REDIS_MISSING =
  'Redis: skipped, there is no redis-server here (Debian has it in the package redis-server, or name yours in REDIS_SERVER_PATH)'

/** The program that `REDIS_SERVER_PATH` names, or the one that is found by its name; null where there is none. */
export function redisProgram(): string | null {
  const program = process.env['REDIS_SERVER_PATH'] ?? 'redis-server'
  return spawnSync(program, ['--version']).status === 0 ? program : null
}
