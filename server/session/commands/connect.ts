// CONNECT, STOMP and DISCONNECT: how a session begins and ends (STOMP 1.2, Connecting; DISCONNECT).
import type { Frame } from '../../stomp/frame.ts'
import type { Conversation } from '../conversation.ts'
import { SessionFault } from '../fault.ts'
import { negotiateHeartBeat, negotiateVersion } from '../negotiate.ts'

export async function connect(session: Conversation, { headers }: Frame): Promise<void> {
  if (session.person !== null) throw new SessionFault('ALREADY_CONNECTED')
  // Before anything is awaited: the frame behind this one may have come with it.
  session.agree(negotiateVersion(headers))
  const heartBeat = negotiateHeartBeat(headers, session.version, session.context.limits.heartBeatFloor)
  session.welcome(await session.context.authenticate(headers, session), heartBeat)
}

export async function disconnect(session: Conversation): Promise<void> {
  session.disconnect()
}
