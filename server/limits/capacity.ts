// How many sockets and connections this process can have open: what the table says, or fewer where the system allows fewer.
import { LIMITS } from '../../protocol/limits.ts'

/** File descriptors for all that is no socket: the database, the page's files, the log. */
const RESERVE = 100
/** Even where the system allows next to nothing. */
const FEWEST = 16

export interface Capacity {
  /** Open sockets of every kind. */
  sockets: number
  /** STOMP connections among them. */
  connections: number
}

/** `descriptors`: how many files the system lets this process have open; null where it does not say. */
export function capacityOf(descriptors: number | null): Capacity {
  const allowed = descriptors === null ? Infinity : Math.max(FEWEST, descriptors - RESERVE)
  const sockets = Math.min(LIMITS.sockets, allowed)
  return { sockets, connections: Math.floor((sockets * LIMITS.connections) / LIMITS.sockets) }
}

/** How many files this process may have open (setrlimit(2), RLIMIT_NOFILE); null where the system does not say or sets no limit. */
export function descriptorsAllowed(): number | null {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: unknown } } }
  const soft = userLimits?.open_files?.soft
  return typeof soft === 'number' ? soft : null
}
