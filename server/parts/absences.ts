// Puts together who looks after guests that stay away.
import type { Logger } from 'pino'
import { Absences, type AbsenceParts } from '../chat/absences.ts'
import { later } from '../chat/later.ts'
import type { Config } from '../config.ts'

type Parts = Pick<AbsenceParts, 'ports' | 'accounts' | 'clock' | 'duties'> & { log: Logger }

/** Null where guests may stay away as long as they like. */
export function createAbsences({ awayAfter }: Config, { log, ...parts }: Parts): Absences | null {
  if (awayAfter === null) return null
  const reportFailure = (error: unknown): void => log.error({ err: error }, 'looking who is away failed')
  return new Absences({ ...parts, awayAfter, later, reportFailure })
}
