// Puts together how many connections a host takes.
import type { Logger } from 'pino'
import { LIMITS } from '../../protocol/limits.ts'
import { capacityOf, descriptorsAllowed, type Capacity } from '../limits/capacity.ts'
import { createAdmission, type Admission } from '../transport/admission.ts'

/** What the process can have open. Says so where the system allows less than the table. */
export function hostCapacity(log: Logger): Capacity {
  const descriptors = descriptorsAllowed()
  const capacity = capacityOf(descriptors)
  if (capacity.connections < LIMITS.connections)
    log.warn({ descriptors, ...capacity }, 'the system allows few open files: fewer people can be connected')
  return capacity
}

export function createHostAdmission(
  { connections }: Capacity,
  limited: (address: string) => boolean,
): Admission {
  // Not the time of day, which may be set back.
  return createAdmission({ limits: { ...LIMITS, connections }, limited, now: () => performance.now() })
}
