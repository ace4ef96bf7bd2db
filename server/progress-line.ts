// Tells a person how far something is: on a terminal in a line that changes, elsewhere in a line for each step.
import type { CopyStep } from './store/copy-watch.ts'

/** Milliseconds between two changes of the line. */
const PACE = 250

const WORDS: Readonly<Record<CopyStep, string>> = {
  copying: 'Copying',
  checking: 'Checking',
  importing: 'Importing',
  moving: 'Moving',
  arranging: 'Arranging',
}

/** What is written to, such as standard error. */
interface Output {
  readonly isTTY?: boolean
  write(text: string): unknown
}

interface ProgressLine {
  /** `share`: how much of the step is done, from 0 to 1; null where nobody knows. */
  readonly show: (step: CopyStep, share: number | null) => void
  /** Ends a line that stands open. */
  readonly end: () => void
}

/** `now` in milliseconds. */
export function createProgressLine(output: Output, now: () => number): ProgressLine {
  const terminal = output.isTTY === true
  let current: CopyStep | null = null
  let shownAt = 0
  const end = (): void => {
    if (terminal && current !== null) output.write('\n')
    current = null
  }
  const show = (step: CopyStep, share: number | null): void => {
    const isNew = step !== current
    if (!isNew && (!terminal || (share !== 1 && now() - shownAt < PACE))) return
    if (isNew) end()
    current = step
    shownAt = now()
    output.write(terminal ? `\r${WORDS[step]}${percent(share)}` : `${WORDS[step]} …\n`)
  }
  return { show, end }
}

function percent(share: number | null): string {
  return share === null ? ' …' : ` ${String(Math.floor(share * 100)).padStart(3)} %`
}
