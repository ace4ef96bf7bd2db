// Random numbers that a seed makes again. A suite that uses them prints its seed; the environment's SEED repeats a run.

/** The seed of this run. */
export function seedOfRun(): number {
  const given = Number(process.env['SEED'])
  return Number.isSafeInteger(given) && given > 0 ? given : Date.now() % 2 ** 31
}

/** Whole numbers from `low` to `high`, both included, by mulberry32. */
export function randomIntegers(seed: number): (low: number, high: number) => number {
  let state = seed
  return (low, high) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    const fraction = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
    return low + Math.floor(fraction * (high - low + 1))
  }
}
