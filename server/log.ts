// Makes the program's log: lines of JSON on standard error, from which secrets are struck out.
import { pino } from 'pino'
import type { DestinationStream, Level, Logger } from 'pino'
import { pathOf } from './http/path.ts'

/** Standard output belongs to the line that tells the program's addresses. */
const STDERR = 2

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

/** The log of the whole program. */
export function createLogger(
  level: Level | 'silent',
  destination: DestinationStream = pino.destination(STDERR),
): Logger {
  const paths = SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`])
  return pino({ level, base: null, redact: { paths, censor: '[secret]' }, serializers }, destination)
}
