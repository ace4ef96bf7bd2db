// Coming and going: clients that connect, sign in, subscribe, say goodbye and come again as somebody else.
import { inRoom, type Job, type Outcome, type Target } from '../plan.ts'
import { Peer } from './peer.ts'

export async function measureChurn(
  target: Target,
  { seconds, warmUp, atOnce }: Extract<Job, { kind: 'churn' }>,
): Promise<Outcome> {
  const measureFrom = performance.now() + warmUp * 1_000
  const end = measureFrom + seconds * 1_000
  let cycles = 0
  const comeAndGo = async (): Promise<void> => {
    for (let now = performance.now(); now < end; now = performance.now()) {
      await visit(target)
      const done = performance.now()
      if (done >= measureFrom && done < end) cycles += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, comeAndGo))
  return { kind: 'churn', perSecond: cycles / seconds, sent: 0 }
}

/** One cycle. It ends when the server has answered the goodbye; RabbitMQ answers some by closing the connection. */
async function visit(target: Target): Promise<void> {
  const peer = await Peer.open(target)
  await peer.subscribe('sub-0', inRoom(target.subscribeTo, target.rooms[0] ?? ''))
  await peer.ask('DISCONNECT', {}).catch((error: unknown) => {
    if (!peer.closed) throw error
  })
  peer.close()
}
