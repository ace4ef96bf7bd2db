// What can be asked of a room by the paths of older systems.
import { CHANGES, deed, list, SHOWS, type Call } from './rest-calls.ts'
import type { Way } from './way.ts'

const seed = (method: string, path: (roomId: string) => string): Call => ({
  method,
  path: ({ roomId }) => `/chat${path(roomId)}`,
})

export const OLDER_REST_WAYS: readonly Way[] = [
  list('GET chat/rooms', 'be listed', () => '/chat/rooms', { unnamed: true }),
  deed(
    'GET chat/room',
    'read',
    seed('GET', (id) => `/room/${id}`),
    { unnamed: true },
  ),
  list('GET chat/customer', 'be joined', () => '/chat/customer'),
  list('GET chat/store', 'be owned', () => '/chat/store'),
  list('GET chat/room/group/list', 'be listed', () => '/chat/room/group/list'),
  list('GET chat/my/rooms', 'be mine', () => '/chat/my/rooms'),
  deed(
    'GET chat/history',
    'read',
    seed('GET', (id) => `/history/${id}`),
    SHOWS,
  ),
  deed(
    'POST chat/room/…/read',
    'mark',
    seed('POST', (id) => `/room/${id}/read`),
  ),
  deed(
    'POST chat/room/group/…/join',
    'enter',
    seed('POST', (id) => `/room/group/${id}/join`),
    CHANGES,
  ),
  deed(
    'POST chat/room/group/…/leave',
    'leave',
    seed('POST', (id) => `/room/group/${id}/leave`),
    CHANGES,
  ),
  deed(
    'DELETE chat/room/group/…/leave',
    'leave',
    seed('DELETE', (id) => `/room/group/${id}/leave`),
    CHANGES,
  ),
]
