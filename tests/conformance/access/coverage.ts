// Whether the table has every way in that the host has: what it lists of itself, against what was asked.
import { APP, TOPIC } from '../../../protocol/destinations.ts'
import { DIALECTS } from '../../../server/routes/dialects/dialects.ts'

/** What is about no room that there is: signing in, making rooms, what one is oneself, and how the host is. */
const ABOUT_NO_ROOM = [
  'POST /api/auth/guest',
  'POST /api/auth/signup',
  'POST /api/auth/login',
  'POST /api/auth/refresh',
  'POST /api/auth/logout',
  'GET /api/me',
  'GET /api/host',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'POST /api/rooms',
  'POST /chat/room',
  'POST /chat/room/group/create',
  'POST /chat/room/private/create',
]

/** The calls of the host's own description and of the older systems that are none of those that were asked. */
export function untriedCalls(openApi: OpenApi, asked: ReadonlySet<string>): string[] {
  const own = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const older = Object.values(DIALECTS).flatMap(({ rest }) =>
    (rest?.paths ?? []).map(({ method, path }) => `${method} ${path.replace(/:\w+/g, '{id}')}`),
  )
  const all = [...asked]
  return [...own, ...older].filter(
    (call) => !ABOUT_NO_ROOM.includes(call) && !all.some((each) => patternOf(call).test(each)),
  )
}

/** The destinations of rooms, and of what becomes of them, that none was sent or listened to. */
export function untriedDestinations(asked: ReadonlySet<string>): string[] {
  const { token: _, ...deeds } = APP
  const { errors: __, ...topics } = TOPIC
  const all = [...asked]
  return [...Object.values(deeds), ...Object.values(topics)].filter(
    (destination) => !all.some((each) => patternOf(destination).test(each)),
  )
}

export interface OpenApi {
  paths: Record<string, object>
}

/** What is in braces is one segment of any text. */
function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`)
}
