// Which upgrades are for STOMP.
import { expect, it } from 'vitest'
import { speechAt } from '../../../server/transport/stomp-paths.ts'

it.each([
  ['/ws', 'plain'],
  ['/ws/websocket', 'plain'],
  ['/ws/000/abc/websocket', 'sockjs'],
  ['/also/here', 'plain'],
  ['/also/here/websocket', 'plain'],
  ['/also/here/0/s/websocket', 'sockjs'],
  ['/', null],
  ['/ws/', null],
  ['/wss', null],
  ['/ws/a/websocket', null],
  ['/ws/a/b/c/websocket', null],
  ['/ws/a/b.c/websocket', null],
  ['/ws/a/b/xhr', null],
  ['/also', null],
])('[TR3] at %s: %s', (path, speech) => {
  expect(speechAt(path, ['/ws', '/also/here'])).toBe(speech)
})
