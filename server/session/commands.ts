// The table of commands: what each client frame does in a session that is ready for it.
import type { User } from '../../protocol/rest.ts'
import type { Frame, StompVersion } from '../stomp/frame.ts'
import type { SessionContext } from './context.ts'
import { SessionFault } from './fault.ts'
import type { HeartBeatIntervals } from './heart-beat.ts'
import { negotiateHeartBeat, negotiateVersion } from './negotiate.ts'
import type { RefusalQueue } from './refusal-queue.ts'
import type { Subscriptions } from './subscriptions.ts'

/** What a command may do with its session. */
export interface Conversation {
  readonly context: SessionContext
  readonly subscriptions: Subscriptions
  readonly refusals: RefusalQueue
  readonly address: string
  /** Null before CONNECTED. */
  readonly person: User | null
  /** What was agreed on; 1.2 before that. */
  readonly version: StompVersion
  /** What is read and said from now on is in this version. */
  agree(version: StompVersion): void
  /** Answers CONNECTED. */
  welcome(person: User, heartBeat: HeartBeatIntervals): void
  /** Takes nothing more of the client's; closes when all that it sent before is answered. */
  disconnect(): void
}

/** Resolves when the next frame may follow; to a promise where the frame's receipt has to wait for more. */
export type Command = (
  session: Conversation,
  frame: Frame,
) => Promise<{ kept: Promise<unknown> | null } | void>

const COMMANDS: Readonly<Record<string, Command>> = {
  CONNECT: connect,
  STOMP: connect,
  SEND: send,
  SUBSCRIBE: subscribe,
  UNSUBSCRIBE: unsubscribe,
  DISCONNECT: disconnect,
}

/** What a frame with this command does; null where clients have no such command. */
export function commandFor(name: string): Command | null {
  return Object.hasOwn(COMMANDS, name) ? (COMMANDS[name] ?? null) : null
}

async function connect(session: Conversation, { headers }: Frame): Promise<void> {
  if (session.person !== null) throw new SessionFault('ALREADY_CONNECTED')
  // Before anything is awaited: the frame behind this one may have come with it.
  session.agree(negotiateVersion(headers))
  const heartBeat = negotiateHeartBeat(headers, session.context.limits.heartBeatFloor)
  session.welcome(await session.context.authenticate(headers, session.address), heartBeat)
}

async function send(session: Conversation, frame: Frame): ReturnType<Command> {
  const person = signedIn(session)
  const destination = header(frame, 'destination')
  if (frame.headers.has('transaction'))
    throw new SessionFault('BAD_HEADER', 'There are no transactions here: transaction is not taken.')
  const { headers, body } = frame
  const deed = await session.context.router.check({ person, destination, headers, body })
  return deed()
}

async function subscribe(session: Conversation, frame: Frame): Promise<void> {
  const person = signedIn(session)
  const id = subscriptionId(session, frame)
  const destination = header(frame, 'destination')
  const { headers } = frame
  if ((headers.get('ack') ?? 'auto') !== 'auto')
    throw new SessionFault('BAD_HEADER', 'Nothing is to be acknowledged here: ack can only be auto.')
  session.subscriptions.check(id)
  const feed = await session.context.router.subscribe({
    person,
    destination,
    headers,
    refusals: session.refusals,
  })
  await session.subscriptions.add(id, destination, feed)
}

async function unsubscribe(session: Conversation, frame: Frame): Promise<void> {
  signedIn(session)
  session.subscriptions.remove(subscriptionId(session, frame))
}

async function disconnect(session: Conversation): Promise<void> {
  session.disconnect()
}

function signedIn({ person }: Conversation): User {
  if (person === null) throw new SessionFault('NOT_CONNECTED')
  return person
}

/** STOMP 1.0 asks for no id: there the destination stands for it. */
function subscriptionId({ version }: Conversation, frame: Frame): string {
  const byDestination = version === '1.0' && !frame.headers.has('id')
  return header(frame, byDestination ? 'destination' : 'id')
}

function header({ command, headers }: Frame, name: string): string {
  const value = headers.get(name)
  if (value === undefined) throw new SessionFault('MISSING_HEADER', `${command} needs the header ${name}.`)
  return value
}
