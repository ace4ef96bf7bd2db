// Puts together the conversations: what a session is given.
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { LIMITS } from '../../protocol/limits.ts'
import type { Authenticator } from '../auth/authenticate.ts'
import type { Families } from '../auth/families.ts'
import { Broker } from '../broker/broker.ts'
import { measureChat } from '../chat-metrics.ts'
import type { Absences } from '../chat/absences.ts'
import { later } from '../chat/later.ts'
import { OwnRooms } from '../chat/own-rooms.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { readableRoom } from '../chat/policy.ts'
import { appear, vanish } from '../chat/presence.ts'
import { createRouter } from '../routes/create-router.ts'
import type { Route } from '../routes/route.ts'
import { Access } from '../session/access.ts'
import { createCommandRates } from '../session/command-rate.ts'
import { Sessions } from '../session/sessions.ts'
import { Turns } from '../session/turns.ts'
import type { Admission } from '../transport/admission.ts'
import { VERSION } from '../version.ts'
import { createDoor } from './session-door.ts'

export interface SessionParts {
  ports: ChatPorts
  absences: Absences | null
  routes: readonly Route[]
  /** Whether whoever comes in there without credentials is a guest without a name. */
  unnamedAt: (door: string | null) => boolean
  authenticator: Authenticator
  families: Families
  registry: Registry
  admission: Admission
  limited: (address: string) => boolean
  log: Logger
}

export function createSessions(parts: SessionParts): Sessions {
  const { ports, absences, routes, unnamedAt, authenticator, families, registry, admission, limited, log } =
    parts
  const counts = { framesIn: 0, refusals: 0, errors: 0 }
  const reportFailure = (error: unknown): void => log.error({ err: error }, 'a command failed')
  const ownRooms = new OwnRooms({ ports, later, reportFailure })
  const sessions = new Sessions({
    router: createRouter({ ports, broker: new Broker(ports.log), ownRooms }, routes),
    access: new Access((roomId, userId) => readableRoom(ports, roomId, userId)),
    limits: LIMITS,
    counts,
    server: `sarangbang/${VERSION}`,
    now: () => performance.now(),
    rateOf: createCommandRates(LIMITS, limited),
    turns: new Turns(),
    ...createDoor(authenticator, unnamedAt),
    appeared: async (person) => {
      await appear(ports, person).catch(reportFailure)
      absences?.appeared(person.userId)
    },
    vanished: (person) => vanish(ports, person).catch(reportFailure),
    reportFailure,
  })
  families.onRevoked((family) => sessions.revoke(family))
  measureChat(registry, { counts, connections: () => sessions.size, refused: () => admission.refused })
  return sessions
}
