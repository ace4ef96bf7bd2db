// How many messages a second a server acknowledges, with so many of them unanswered at a time.
import type { Outcome, Target } from '../plan.ts'
import { Latencies } from './latencies.ts'
import { MarkReader } from './marks.ts'
import { Publisher } from './publisher.ts'
import { everyTurn } from './turns.ts'

/** Milliseconds before the measured time begins. */
const WARM_UP = 500

export async function measureReceipts(
  target: Target,
  { seconds, window }: { seconds: number; window: number },
): Promise<Outcome> {
  const publisher = await Publisher.open(target, { receipts: true })
  const latencies = new Latencies()
  const sentAt: number[] = []
  const measureFrom = performance.now() + WARM_UP
  const end = measureFrom + seconds * 1_000
  let counted = 0
  const talk = (now: number): void => {
    sentAt.push(now)
    publisher.talk()
  }
  const marks = new MarkReader((message) => {
    const now = performance.now()
    if (now >= end) return
    talk(now)
    if (now < measureFrom) return
    counted += 1
    latencies.add(now - (sentAt[message] ?? now))
  })
  publisher.peer.onMessage = (bytes, start, stop) => marks.read(bytes, start, stop)
  for (let i = 0; i < window; i += 1) talk(performance.now())
  await everyTurn((now) => (now < end && !publisher.peer.closed ? 'busy' : 'done'))
  publisher.peer.close()
  const [p50, p99] = [latencies.percentile(0.5), latencies.percentile(0.99)]
  return { kind: 'receipts', perSecond: counted / seconds, p50, p99, sent: publisher.next }
}
