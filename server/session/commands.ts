// The table of commands: what each client frame does in a session that is ready for it.
import { acknowledge } from './commands/acknowledge.ts'
import { connect, disconnect } from './commands/connect.ts'
import { send } from './commands/send.ts'
import { subscribe, unsubscribe } from './commands/subscribe.ts'
import { abort, begin, commit } from './commands/transact.ts'
import type { Command } from './conversation.ts'

const COMMANDS: Readonly<Record<string, Command>> = {
  CONNECT: connect,
  STOMP: connect,
  SEND: send,
  SUBSCRIBE: subscribe,
  UNSUBSCRIBE: unsubscribe,
  ACK: acknowledge,
  NACK: acknowledge,
  BEGIN: begin,
  COMMIT: commit,
  ABORT: abort,
  DISCONNECT: disconnect,
}

/** What a frame with this command does; null where clients have no such command. */
export function commandFor(name: string): Command | null {
  return Object.hasOwn(COMMANDS, name) ? (COMMANDS[name] ?? null) : null
}
