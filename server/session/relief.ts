// What all clients together have the host hold is bounded: past the bound those are ended that have it hold the most.

/** One client, and how many bytes the host holds for it. */
export interface Holder {
  readonly held: number
  /** Has the host hold nothing more for it soon. To be called again where it still does. */
  release(): void
}

/** Releases as many as it takes, and nobody where no more than `limit` bytes are held. */
export function relieve(holders: Iterable<Holder>, limit: number): void {
  const held: { holder: Holder; bytes: number }[] = []
  let sum = 0
  for (const holder of holders) {
    const bytes = holder.held
    sum += bytes
    if (bytes > 0) held.push({ holder, bytes })
  }
  if (sum <= limit) return
  held.sort((a, b) => b.bytes - a.bytes)
  for (const { holder, bytes } of held) {
    if (sum <= limit) return
    holder.release()
    sum -= bytes
  }
}
