// SEND: checked and done, or kept for the COMMIT of its transaction (STOMP 1.2, SEND).
import type { Deed } from '../../routes/router.ts'
import type { Frame } from '../../stomp/frame.ts'
import type { Command, Conversation } from '../conversation.ts'
import { header, signedIn } from './needs.ts'
import { presentsToken, presentToken } from './present-token.ts'

export async function send(session: Conversation, frame: Frame): ReturnType<Command> {
  signedIn(session)
  header(frame, 'destination')
  if (session.transactions.holds(frame)) return
  const deed = await checkedSend(session, frame)
  return deed.begin()
}

/** What the frame asks for, found right. Rejects with a Refusal, and with SessionFault where the frame lacks something. */
export function checkedSend(session: Conversation, frame: Frame): Promise<Deed> {
  if (presentsToken(frame)) return presentToken(session, frame)
  const { headers, body } = frame
  const destination = header(frame, 'destination')
  return session.context.router.check({
    person: signedIn(session),
    caller: session,
    destination,
    headers,
    body,
  })
}
