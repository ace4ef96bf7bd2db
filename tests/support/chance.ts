// Chance that can be repeated: the same seed makes the same choices.
import { randomIntegers } from './random.ts'

export class Chance {
  readonly #integer: (low: number, high: number) => number

  constructor(seed: number) {
    this.#integer = randomIntegers(seed)
  }

  /** A whole number from 0 to `end - 1`. */
  below(end: number): number {
    return this.#integer(0, end - 1)
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
