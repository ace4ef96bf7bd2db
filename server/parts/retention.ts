// Puts together who removes what a host does not keep for ever.
import type { Logger } from 'pino'
import { later } from '../chat/later.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { Retention } from '../chat/retention.ts'
import type { Config } from '../config.ts'
import type { Duties } from '../store/duties.ts'

const DAY = 86_400_000

/** Null where the host keeps everything. */
export function createRetention(
  { keepDays, keepMessages }: Config,
  { log, now }: ChatPorts,
  duties: Duties,
  logger: Logger,
): Retention | null {
  if (keepDays === null && keepMessages === null) return null
  const reportFailure = (error: unknown): void => logger.error({ err: error }, 'removing old messages failed')
  const age = keepDays === null ? null : keepDays * DAY
  return new Retention({ log, duties, age, entries: keepMessages, later, now, reportFailure })
}
