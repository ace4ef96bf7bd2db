// SUBSCRIBE and UNSUBSCRIBE (STOMP 1.2, SUBSCRIBE; UNSUBSCRIBE).
import type { Frame, Headers } from '../../stomp/frame.ts'
import type { Acknowledging } from '../ack-window.ts'
import type { SessionLimits } from '../context.ts'
import type { Conversation } from '../conversation.ts'
import { SessionFault } from '../fault.ts'
import { header, signedIn } from './needs.ts'

export async function subscribe(session: Conversation, frame: Frame): Promise<void> {
  const person = signedIn(session)
  const id = subscriptionId(session, frame)
  const destination = header(frame, 'destination')
  const { headers } = frame
  const acknowledging = acknowledgingIn(headers, session.context.limits)
  session.subscriptions.check(id, destination)
  const { access } = session.context
  const before = access.changes
  const feed = await session.context.router.subscribe({
    person,
    caller: session,
    destination,
    headers,
    refusals: session.refusals,
  })
  await session.subscriptions.add({ id, destination, acknowledging }, feed)
  // The right may have been taken away after it was looked at, and before there was something to be ended.
  if (feed.roomId !== null && access.changes !== before) await access.review(session, feed.roomId)
}

export async function unsubscribe(session: Conversation, frame: Frame): Promise<void> {
  signedIn(session)
  const named = subscriptionId(session, frame)
  session.subscriptions.remove(frame.headers.has('id') ? named : session.subscriptions.idAt(named))
}

/** STOMP 1.0 asks for no id: there the destination stands for it. */
function subscriptionId({ version }: Conversation, frame: Frame): string {
  const byDestination = version === '1.0' && !frame.headers.has('id')
  return header(frame, byDestination ? 'destination' : 'id')
}

/** How its messages are to be acknowledged; null where they are not (STOMP 1.2, SUBSCRIBE ack Header). */
function acknowledgingIn(headers: Headers, limits: SessionLimits): Acknowledging | null {
  const mode = headers.get('ack') ?? 'auto'
  const prefetch = prefetchIn(headers, limits)
  if (mode === 'client' || mode === 'client-individual')
    return { cumulative: mode === 'client', prefetch: prefetch ?? limits.defaultPrefetch }
  if (mode === 'auto') return null
  throw new SessionFault('BAD_HEADER', 'ack must be auto, client or client-individual.')
}

/** `prefetch-count`: how many messages may be on their way without an acknowledgement. Null where it is not given. */
function prefetchIn(headers: Headers, { prefetch }: SessionLimits): number | null {
  const text = headers.get('prefetch-count')
  if (text === undefined) return null
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (count >= 1 && count <= prefetch) return count
  throw new SessionFault('BAD_HEADER', `prefetch-count must be a whole number from 1 to ${prefetch}.`)
}
