// A new token on a connection that is open: the same person stays for as long as it lasts.
import { APP } from '../../../protocol/destinations.ts'
import type { Deed } from '../../routes/router.ts'
import type { Frame } from '../../stomp/frame.ts'
import type { Conversation } from '../conversation.ts'
import { signedIn } from './needs.ts'

/** Whether the frame shows a token to the session itself, and so leads to no route. */
export function presentsToken({ headers }: Frame): boolean {
  return headers.get('destination') === APP.token
}

/** Rejects with a Refusal where the token is not good, or another person's: then everything is as it was. */
export async function presentToken(session: Conversation, { headers, body }: Frame): Promise<Deed> {
  const admitted = await session.context.present(signedIn(session), headers, body)
  return {
    effect: 'changes',
    begin: async () => {
      session.admit(admitted)
      return { kept: null }
    },
  }
}
