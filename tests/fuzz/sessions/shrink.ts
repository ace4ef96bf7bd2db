// Makes failing scripts shorter for as long as they fail.
import type { Script } from './script.ts'

/** The least that was found to fail in so many tries: whole clients left out first, then steps. */
export async function shortest(
  scripts: readonly Script[],
  fails: (scripts: readonly Script[]) => Promise<boolean>,
  tries: number,
): Promise<readonly Script[]> {
  let least = scripts
  let left = tries
  const accept = async (shorter: readonly Script[]): Promise<boolean> => {
    if (left === 0) return false
    left -= 1
    if (!(await fails(shorter))) return false
    least = shorter
    return true
  }
  for (let at = scripts.length - 1; at >= 0; at -= 1) await accept(least.toSpliced(at, 1))
  for (let client = 0; client < least.length; client += 1) await shortenOne(() => least, client, accept)
  return least
}

/** Leaves out steps of one client: half of them at once, then ever fewer. */
async function shortenOne(
  scripts: () => readonly Script[],
  client: number,
  accept: (shorter: readonly Script[]) => Promise<boolean>,
): Promise<void> {
  const stepsLeft = (): number => scripts()[client]?.steps.length ?? 0
  for (let size = Math.ceil(stepsLeft() / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < stepsLeft();) {
      const shorter = scripts().map((script, index) =>
        index === client ? { ...script, steps: script.steps.toSpliced(at, size) } : script,
      )
      if (!(await accept(shorter))) at += size
    }
  }
}
