// What came out of the runs: for each server, scenario and meter the outcomes, or why there are none.
import { CONTENDERS, type ContenderName } from './contenders/contender.ts'
import type { MeterName } from './meters/meter.ts'
import type { Outcome } from './plan.ts'
import type { ScenarioName } from './scenarios.ts'

/** One server in one scenario, measured by one meter. */
export interface Trial {
  contender: ContenderName
  scenario: ScenarioName
  meter: MeterName
}

/** The median of the runs, and how far they lie apart: half of the range as a share of the median. */
export interface Figure {
  median: number
  spread: number
}

export class Results {
  readonly #outcomes = new Map<string, Outcome[]>()
  readonly #failures = new Map<string, string>()

  add(trial: Trial, outcome: Outcome): void {
    const before = this.#outcomes.get(keyOf(trial)) ?? []
    this.#outcomes.set(keyOf(trial), [...before, outcome])
  }

  /** One failure is enough: a server that fails in one run of three has no figure. */
  fail(trial: Trial, why: string): void {
    this.#failures.set(keyOf(trial), why)
  }

  failed(trial: Trial): boolean {
    return this.#failures.has(keyOf(trial))
  }

  /** Null where it failed or was not measured. */
  figure(trial: Trial, read: (outcome: Outcome) => number | null): Figure | null {
    if (this.failed(trial)) return null
    const values = (this.#outcomes.get(keyOf(trial)) ?? []).map(read).filter((value) => value !== null)
    return figureOf(values)
  }

  /** The rate that the server came to in a ramp before, whoever measured it; null where there was none. */
  rateBefore({ contender, scenario }: Trial): number | null {
    const outcomes = [...this.#outcomes].filter(([key]) => key.startsWith(`${contender} ${scenario} `))
    const rates = outcomes.flatMap(([, runs]) =>
      runs.map((run) => (run.kind === 'ramp' ? run.best.rate : null)),
    )
    return rates.at(-1) ?? null
  }

  /** A sentence for each failure, ours first. */
  failures(): string[] {
    return CONTENDERS.flatMap((contender) =>
      [...this.#failures]
        .filter(([key]) => key.startsWith(`${contender} `))
        .map(([key, why]) => `${key}: ${why}`),
    )
  }
}

function keyOf({ contender, scenario, meter }: Trial): string {
  return `${contender} ${scenario} ${meter}`
}

/** Null where there are no values. */
export function figureOf(values: readonly number[]): Figure | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  if (low === undefined || high === undefined) return null
  const median = (low + high) / 2
  const range = (sorted.at(-1) ?? median) - (sorted[0] ?? median)
  return { median, spread: median === 0 ? 0 : range / 2 / median }
}
