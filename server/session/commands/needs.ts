// What most commands need before they can be done: somebody who is signed in, and headers.
import type { User } from '../../../protocol/rest.ts'
import type { Frame } from '../../stomp/frame.ts'
import type { Conversation } from '../conversation.ts'
import { SessionFault } from '../fault.ts'

/** Who speaks. Throws NOT_CONNECTED. */
export function signedIn({ person }: Conversation): User {
  if (person === null) throw new SessionFault('NOT_CONNECTED')
  return person
}

/** The header's value. Throws MISSING_HEADER. */
export function header({ command, headers }: Frame, name: string): string {
  const value = headers.get(name)
  if (value === undefined) throw new SessionFault('MISSING_HEADER', `${command} needs the header ${name}.`)
  return value
}
