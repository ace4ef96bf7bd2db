// Makes the program's log: lines of JSON on standard error, from which secrets are struck out.
import { pino } from 'pino'
import type { DestinationStream, Level, Logger, LoggerOptions } from 'pino'
import { pathOf } from './http/path.ts'
import { StoreAway } from './store/store-away.ts'

/** Standard output belongs to the line that tells the program's addresses. */
const STDERR = 2
const LEVEL_ERROR = pino.levels.values['error']

/** Names under which a secret may stand in what is logged, at the top or one level down. */
const SECRETS = [
  'authorization',
  'x-auth-token',
  'host-password',
  'hostPassword',
  'passcode',
  'password',
  'passwordHash',
  'token',
  'refreshToken',
]

/** A request is told by its method, path and sender: never its headers, its body or its query. */
const serializers = {
  req: (request: { method?: string; url?: string; ip?: string }) => ({
    method: request.method,
    path: pathOf(request.url ?? ''),
    ip: request.ip,
  }),
}

/** Of what a store's outage explains, nothing is told but that there is one; see `StoreAway`. */
const hooks: NonNullable<LoggerOptions['hooks']> = {
  logMethod(args, method, level) {
    const [fields] = args as unknown[]
    const isExplained =
      typeof fields === 'object' && fields !== null && 'err' in fields && fields.err instanceof StoreAway
    if (isExplained && level === LEVEL_ERROR) this.debug(...args)
    else method.apply(this, args)
  },
}

/** The log of the whole program. */
export function createLogger(
  level: Level | 'silent',
  destination: DestinationStream = pino.destination(STDERR),
): Logger {
  const paths = SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`])
  const redact = { paths, censor: '[secret]' }
  return pino({ level, base: null, redact, serializers, hooks }, destination)
}
