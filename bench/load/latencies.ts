// Latencies, counted in bins, so that a million of them cost no memory.

/** Milliseconds: how fine they are told apart, and the longest that is. */
const BIN = 0.05
const LONGEST = 10_000

export class Latencies {
  readonly #bins = new Uint32Array(LONGEST / BIN + 1)
  #count = 0

  add(milliseconds: number): void {
    const bin = Math.min(this.#bins.length - 1, Math.max(0, Math.round(milliseconds / BIN)))
    this.#bins[bin] = (this.#bins[bin] ?? 0) + 1
    this.#count += 1
  }

  /** The latency that the share (0 to 1) stays within; 0 where there are none. */
  percentile(share: number): number {
    let left = this.#count * share
    const bin = this.#bins.findIndex((count) => (left -= count) <= 0)
    return bin * BIN
  }
}
