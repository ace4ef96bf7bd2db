import { expect, it } from 'vitest'
import { bytesOfMessages } from '../../../../server/transport/sockjs/client-messages.ts'

it.each([
  ['["a"]', 'a'],
  ['["SEND\\n", "\\n안녕", "\\u0000"]', 'SEND\n\n안녕\0'],
  ['"alone"', 'alone'],
  ['["\\ud83d", "\\udc4d"]', '👍'],
  ['[]', ''],
  [' [ "" ] ', ''],
])('[TR11] %s says %j', (payload, said) => {
  expect(bytesOfMessages(payload)).toEqual(Buffer.from(said))
})

it.each([
  '',
  '[',
  '["a"',
  '["a"]x',
  'a',
  '{}',
  'null',
  '1',
  '[1]',
  '[null]',
  '[["a"]]',
  '["a", 1]',
  '["\\ud800"]',
])('[TR11] %s is refused', (payload) => {
  expect(bytesOfMessages(payload)).toBeNull()
})
