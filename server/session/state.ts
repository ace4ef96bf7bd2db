// What a session is at, from its first byte to its last.
import type { HeartBeat } from './heart-beat.ts'

export type SessionState =
  | { at: 'awaiting-connect'; since: number }
  | { at: 'connected'; heartBeat: HeartBeat }
  /** Nothing more is taken from the client; what is under way is finished and answered. */
  | { at: 'finishing' }
  /** The client is gone; what it had said and had to wait is still done. */
  | { at: 'emptying' }
  /** The last frame is on its way out. */
  | { at: 'ending' }
  | { at: 'closed' }

/** Whether what the client sends still counts. */
export function isListening({ at }: SessionState): boolean {
  return at === 'awaiting-connect' || at === 'connected' || at === 'emptying'
}

/** Whether nothing more can be said. */
export function isOver({ at }: SessionState): boolean {
  return at === 'emptying' || at === 'ending' || at === 'closed'
}
