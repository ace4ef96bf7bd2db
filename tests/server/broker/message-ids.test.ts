// Names of messages.
import { expect, it } from 'vitest'
import { MessageIds } from '../../../server/broker/message-ids.ts'

it('[BR4] no two are the same, of one node or of two', () => {
  const [node, other] = [new MessageIds(), new MessageIds()]
  const ids = [node.next(), node.next(), other.next(), other.next()]
  expect(new Set(ids).size).toBe(4)
  for (const id of ids) expect(id).toMatch(/^[\w-]+$/)
})
