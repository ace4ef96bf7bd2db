// Whether the receipts that came are those that were due, in the order of their frames.
import type { Expectation } from './model/expectation.ts'

/** The frames that asked for this receipt. */
export function placesOf(id: string, expected: readonly Expectation[]): number[] {
  return expected.flatMap(({ receipt }, index) => (receipt === id ? [index] : []))
}

/** Whether all of `expected` is answered by these receipts and by refusals. */
export function receiptsAnswered(
  receipts: readonly string[],
  expected: readonly Expectation[],
  refused: (expectation: Expectation) => boolean,
): boolean {
  if (!walk(receipts, expected).at(-1)?.has(receipts.length)) return false
  return expected.every((each) => !mustBeTold(each, receipts) || refused(each))
}

/** Whether the receipts are a beginning of what is due: the session may have been cut at any frame. */
export function receiptsBegun(receipts: readonly string[], expected: readonly Expectation[]): boolean {
  return walk(receipts, expected).some((counts) => counts.has(receipts.length))
}

/** How many receipts may have come by the end of each frame, beginning with none of them: several numbers where it may be either. */
function walk(receipts: readonly string[], expected: readonly Expectation[]): Set<number>[] {
  const steps = [new Set([0])]
  for (const { receipt, verdict } of expected) {
    const before = steps.at(-1) ?? new Set<number>()
    const answered = [...before].filter((count) => receipts[count] === receipt).map((count) => count + 1)
    if (receipt === null || verdict.outcome === 'refused' || verdict.outcome === 'error') steps.push(before)
    else if (verdict.outcome === 'unsure') steps.push(new Set([...before, ...answered]))
    else steps.push(new Set(answered))
  }
  return steps
}

/**
 * Whether a refusal has to be heard: there is a queue for it, and no RECEIPT came instead. Of what is not decided at once it
 * may come when the queue is closed.
 */
function mustBeTold({ receipt, verdict, queues }: Expectation, receipts: readonly string[]): boolean {
  if (receipt === null || queues.length === 0) return false
  if (verdict.outcome === 'refused') return true
  const open = queues.some(({ closedAt }) => closedAt === null)
  return verdict.outcome === 'unsure' && open && !receipts.includes(receipt)
}
