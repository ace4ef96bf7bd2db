// Tells one start of the computer from another.
import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'

const LINUX_BOOT_ID = '/proc/sys/kernel/random/boot_id'

/** Milliseconds to which the time of the start is rounded: the clocks that it is counted back with are not exact. */
const EXACTNESS = 10_000

/**
 * The same text until the computer starts again, then another. Linux has it (proc_sys_kernel(5)); elsewhere it is the time
 * of the start, which may also change when the clock is set.
 */
export function bootId(): string {
  try {
    return readFileSync(LINUX_BOOT_ID, 'utf8').trim()
  } catch {
    return String(Math.round((Date.now() - uptime() * 1000) / EXACTNESS))
  }
}
