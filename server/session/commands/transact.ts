// BEGIN, COMMIT and ABORT: SENDs and acknowledgements that take effect all together or not at all (STOMP 1.2, BEGIN).
import { Refusal } from '../../../protocol/errors.ts'
import type { Deed } from '../../routes/router.ts'
import type { Frame } from '../../stomp/frame.ts'
import type { Command, Conversation } from '../conversation.ts'
import { RefusedPart } from '../fault.ts'
import { acknowledgementIn } from './acknowledge.ts'
import { header, signedIn } from './needs.ts'
import { checkedSend } from './send.ts'

export async function begin(session: Conversation, frame: Frame): Promise<void> {
  signedIn(session)
  session.transactions.begin(header(frame, 'transaction'))
}

export async function abort(session: Conversation, frame: Frame): Promise<void> {
  signedIn(session)
  session.transactions.end(header(frame, 'transaction'))
}

/** All is checked before any of it is done. The transaction is over, whatever comes of it. */
export async function commit(session: Conversation, frame: Frame): ReturnType<Command> {
  signedIn(session)
  const parts = session.transactions.end(header(frame, 'transaction'))
  const deeds = await checkAll(session, parts)
  const { kept } = await session.context.router.doAll(deeds)
  return { kept: Promise.resolve(kept).then(() => acknowledgeAll(session, parts)) }
}

async function checkAll(session: Conversation, parts: readonly Frame[]): Promise<Deed[]> {
  const deeds: Deed[] = []
  for (const part of parts) {
    try {
      if (part.command === 'SEND') deeds.push(await checkedSend(session, part))
      else checkAwaited(session, part)
    } catch (error) {
      throw error instanceof Refusal ? new RefusedPart(part, error) : error
    }
  }
  return deeds
}

function checkAwaited(session: Conversation, part: Frame): void {
  if (!session.subscriptions.awaits(acknowledgementIn(session, part))) throw new Refusal('NOTHING_TO_ACK')
}

/** One that a cumulative acknowledgement before it has covered is done already. */
function acknowledgeAll(session: Conversation, parts: readonly Frame[]): void {
  for (const part of parts) {
    if (part.command !== 'SEND') session.subscriptions.acknowledge(acknowledgementIn(session, part))
  }
}
