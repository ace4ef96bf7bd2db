// What can be asked of a room by REST.
import { CHANGES, deed, list, SHOWS, type Call } from './rest-calls.ts'
import type { Scene } from './scene.ts'
import type { Way } from './way.ts'

const room =
  (path = '') =>
  ({ roomId }: Scene) =>
    `/api/rooms/${roomId}${path}`
const get = (path: Call['path']): Call => ({ method: 'GET', path })
const messages = (query: (scene: Scene) => string) => get((scene) => room(`/messages${query(scene)}`)(scene))
const message = (method: string, whose: 'own' | 'others'): Call => ({
  method,
  path: (scene) => room(`/messages/${scene.seqs[whose]}`)(scene),
  ...(method === 'PATCH' ? { body: () => ({ message: '달라진 말' }) } : {}),
})
const about = (method: string, path: string, body: Call['body'] = toOther): Call => ({
  method,
  path: room(path),
  body,
})
const ban = (method: string): Call => ({
  method,
  path: (scene) => room(`/bans/${toOther(scene).userId}`)(scene),
})

function toOther({ other }: Scene): { userId: string } {
  return other.user
}

export const REST_WAYS: readonly Way[] = [
  list('GET rooms', 'be listed', () => '/api/rooms'),
  deed('GET room', 'read', get(room())),
  deed('GET members', 'read', get(room('/members'))),
  deed(
    'GET messages',
    'read',
    messages(() => ''),
    SHOWS,
  ),
  deed(
    'GET messages before',
    'read',
    messages(() => '?before=1000'),
    SHOWS,
  ),
  deed(
    'GET messages after',
    'read',
    messages(() => '?after=0'),
    SHOWS,
  ),
  deed(
    'GET messages around',
    'read',
    messages(({ seqs }) => `?around=${seqs.others}`),
    SHOWS,
  ),
  deed('GET export as JSON', 'read', get(room('/export?format=json')), SHOWS),
  deed('GET export as HTML', 'read', get(room('/export?format=html&lang=ko')), SHOWS),
  list('GET search', 'be found', ({ secret }) => `/api/search?q=${secret}`, SHOWS),
  deed(
    'GET search in it',
    'read',
    get(({ secret, roomId }) => `/api/search?q=${secret}&room=${roomId}`),
    SHOWS,
  ),
  list('GET my rooms', 'be mine', () => '/api/me/rooms'),
  list('GET my invitations', 'be asked in', () => '/api/me/invitations'),
  deed(
    'DELETE my invitation',
    'nothing of the room',
    {
      method: 'DELETE',
      path: ({ roomId }) => `/api/me/invitations/${roomId}`,
    },
    CHANGES,
  ),
  deed('POST direct room', 'nothing of the room', {
    method: 'POST',
    path: () => '/api/rooms/direct',
    body: toOther,
  }),
  deed(
    'POST read',
    'mark',
    about('POST', '/read', () => ({ seq: 1 })),
  ),
  deed('PATCH own message', 'edit own', message('PATCH', 'own'), CHANGES),
  deed('PATCH other message', 'edit others', message('PATCH', 'others')),
  deed('DELETE own message', 'delete own', message('DELETE', 'own'), CHANGES),
  deed('DELETE other message', 'delete others', message('DELETE', 'others'), CHANGES),
  deed(
    'PATCH room',
    'change',
    about('PATCH', '', () => ({ topic: '새 주제', slowMode: 0 })),
  ),
  deed('POST owner', 'change', about('POST', '/owner'), CHANGES),
  deed(
    'POST invitation',
    'invite',
    about('POST', '/invitations', ({ world }) => world.account.user),
  ),
  deed('GET bans', 'decide', get(room('/bans'))),
  deed('DELETE ban', 'decide', ban('DELETE')),
  deed('PUT ban', 'decide', ban('PUT'), CHANGES),
  deed('POST remove', 'decide', about('POST', '/remove'), CHANGES),
  deed(
    'POST close',
    'decide',
    about('POST', '/close', () => ({})),
    CHANGES,
  ),
]
