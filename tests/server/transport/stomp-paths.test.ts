// Which upgrades are for STOMP, and where they come in.
import { expect, it } from 'vitest'
import { stompEntrances } from '../../../server/transport/stomp-paths.ts'

const entranceAt = stompEntrances(['/ws', '/also/here', '/ws/below'])

it.each([
  ['/ws', { door: '/ws', speech: 'plain' }],
  ['/ws/websocket', { door: '/ws/**', speech: 'plain' }],
  ['/ws/000/abc/websocket', { door: '/ws/**', speech: 'sockjs' }],
  ['/also/here', { door: '/also/here', speech: 'plain' }],
  ['/also/here/websocket', { door: '/also/here/**', speech: 'plain' }],
  ['/also/here/0/s/websocket', { door: '/also/here/**', speech: 'sockjs' }],
  ['/ws/below', { door: '/ws/below', speech: 'plain' }],
  ['/ws/below/websocket', { door: '/ws/below/**', speech: 'plain' }],
  ['/ws/below/0/s/websocket', { door: '/ws/below/**', speech: 'sockjs' }],
  ['/', null],
  ['/ws/', null],
  ['/wss', null],
  ['/ws/a/websocket', null],
  ['/ws/a/b/c/websocket', null],
  ['/ws/a/b.c/websocket', null],
  ['/ws/a/b/xhr', null],
  ['/also', null],
])('[TR3] at %s: %j', (path, entrance) => {
  expect(entranceAt(path)).toEqual(entrance)
})
