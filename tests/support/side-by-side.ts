// The order of the test files: those of every suite are spread over the run, so that what waits for a clock, a host or a browser
// runs beside what computes. Last come the suites of many short files, which fill what the last long ones leave of the workers.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take minutes by themselves: with one of them at the end, the other workers would have nothing to do. */
const LONG = /\/(e2e\/screenshots|chaos\/(away-nodes|churn|cluster))\.test\.ts$/

/** They run in workers that they share, which end wherever another suite comes between. */
const SHORT: readonly string[] = ['units']

export class SideBySide extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const suites = Map.groupBy(await super.sort(files), ({ project }) => project.name)
    const placed = [...suites].flatMap(([name, suite]) =>
      suite.map((file, index) => ({
        file,
        at: placeOf(file, SHORT.includes(name) ? 1 : index / suite.length),
      })),
    )
    return placed.toSorted((one, other) => one.at - other.at).map(({ file }) => file)
  }
}

/** `usual`: from 0 to 1, as it is for the other files of its suite. */
function placeOf({ moduleId }: TestSpecification, usual: number): number {
  return LONG.test(moduleId) ? 0 : usual
}
