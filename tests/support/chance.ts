// Chance that can be repeated: the same seed makes the same choices. A fuzz run prints its seed; SEED=… repeats it.

/** mulberry32: small, quick, and good enough to mix things up. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A whole number from 0 to `end - 1`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end)
  }

  /** True once in `times`. */
  onceIn(times: number): boolean {
    return this.below(times) === 0
  }

  pick<T>(from: readonly T[]): T {
    const chosen = from[this.below(from.length)]
    if (chosen === undefined) throw new RangeError('There is nothing to pick from.')
    return chosen
  }
}

/** The seed of this run: the environment's SEED, or a new one. It is printed with what it is for. */
export function seedFor(what: string): number {
  const given = Number(process.env['SEED'])
  const seed = Number.isSafeInteger(given) ? given : Math.floor(Math.random() * 2 ** 31)
  process.stdout.write(`${what}: SEED=${seed}\n`)
  return seed
}
