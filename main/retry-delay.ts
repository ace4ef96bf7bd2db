// How long to wait before a crashed host is started again.

const DELAYS_MS = [500, 2_000, 8_000]
/** Crashes further back than this are forgotten: a host that ran for so long is not broken. */
const REMEMBERED_MS = 120_000

/** Milliseconds until the next start, or null when the host crashes again and again. `crashes`: times in ms, the newest too. */
export function retryDelay(crashes: readonly number[], now: number): number | null {
  const recent = crashes.filter((time) => now - time < REMEMBERED_MS).length
  return DELAYS_MS[recent - 1] ?? null
}
