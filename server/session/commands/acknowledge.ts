// ACK and NACK. Both free the message's place: nothing is sent a second time, the log keeps everything (STOMP 1.2, ACK; NACK).
import { Refusal } from '../../../protocol/errors.ts'
import type { Frame } from '../../stomp/frame.ts'
import type { Conversation } from '../conversation.ts'
import type { Acknowledgement } from '../subscriptions.ts'
import { header, signedIn } from './needs.ts'

export async function acknowledge(session: Conversation, frame: Frame): Promise<void> {
  signedIn(session)
  const acknowledgement = acknowledgementIn(session, frame)
  if (session.transactions.holds(frame)) return
  if (!session.subscriptions.acknowledge(acknowledgement)) throw new Refusal('NOTHING_TO_ACK')
}

/** Which message the frame is about: told in another way in each version. Throws MISSING_HEADER. */
export function acknowledgementIn({ version }: Conversation, frame: Frame): Acknowledgement {
  switch (version) {
    case '1.2':
      return { message: header(frame, 'id'), subscription: null }
    case '1.1':
      return { message: header(frame, 'message-id'), subscription: header(frame, 'subscription') }
    case '1.0':
      return {
        message: header(frame, 'message-id'),
        subscription: frame.headers.get('subscription') ?? null,
      }
  }
}
