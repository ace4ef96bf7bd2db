// What a command may do with the session that runs it.
import type { User } from '../../protocol/rest.ts'
import type { Caller } from '../routes/router.ts'
import type { Frame, StompVersion } from '../stomp/frame.ts'
import type { SessionContext } from './context.ts'
import type { HeartBeatIntervals } from './heart-beat.ts'
import type { Admitted } from './pass.ts'
import type { RefusalQueue } from './refusal-queue.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { Transactions } from './transactions.ts'

export interface Conversation extends Caller {
  readonly context: SessionContext
  readonly subscriptions: Subscriptions
  readonly transactions: Transactions
  readonly refusals: RefusalQueue
  readonly address: string
  /** Null before CONNECTED. */
  readonly person: User | null
  /** What was agreed on; 1.2 before that. */
  readonly version: StompVersion
  /** What is read and said from now on is in this version. */
  agree(version: StompVersion): void
  /** Answers CONNECTED. */
  welcome(admitted: Admitted, heartBeat: HeartBeatIntervals): void
  /** The same person stays by something else than before. */
  admit(admitted: Admitted): void
  /** Takes nothing more of the client's; closes when all that it sent before is answered. */
  disconnect(): void
}

/** Resolves when the next frame may follow; to a promise where the frame's receipt has to wait for more. */
export type Command = (
  session: Conversation,
  frame: Frame,
) => Promise<{ kept: Promise<unknown> | null } | void>
