// Lets a host hear of what happens to its people on other nodes, or with them.
import type { Logger } from 'pino'
import type { ChatPorts } from '../chat/ports.ts'
import { followPresence } from '../chat/presence.ts'
import type { Sessions } from '../session/sessions.ts'

/** It follows for as long as there are signals. Rejects with Refusal UNAVAILABLE. */
export async function followSignals(ports: ChatPorts, sessions: Sessions, log: Logger): Promise<void> {
  const reportFailure = (error: unknown): void => log.error({ err: error }, 'telling who is here failed')
  await followPresence(ports, reportFailure)
  await ports.signals.followAccess((change) => sessions.accessChanged(change))
}
