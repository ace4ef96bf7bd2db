// How many messages a second a server acknowledges, with so many of them unanswered at a time.
import type { Job, Outcome, Target } from '../plan.ts'
import { MarkReader } from './marks.ts'
import { Publishers } from './publishers.ts'
import { everyTurn } from './turns.ts'

/** Milliseconds before the measured time begins. */
const WARM_UP = 500

export async function measureReceipts(
  target: Target,
  { seconds, window }: Extract<Job, { kind: 'receipts' }>,
): Promise<Outcome> {
  const publishers = await Publishers.open(target, { count: 1, receipts: true })
  const measureFrom = performance.now() + WARM_UP
  const end = measureFrom + seconds * 1_000
  let counted = 0
  const marks = new MarkReader(() => {
    const now = performance.now()
    if (now >= end) return
    publishers.talk()
    if (now >= measureFrom) counted += 1
  })
  publishers.onMessage = (bytes, start, stop) => marks.read(bytes, start, stop)
  for (let i = 0; i < window; i += 1) publishers.talk()
  await everyTurn((now) => (now < end && !publishers.closed ? 'busy' : 'done'))
  if (publishers.closed) throw new Error('The server closed the connection of the publisher.')
  publishers.close()
  return { kind: 'receipts', perSecond: counted / seconds, sent: publishers.next }
}
