// Frames that were gathered for one write, and taken apart again.
import { expect, it } from 'vitest'
import { assemble, encodeTail } from '../../../../server/broker/message.ts'
import { framesIn, sockJsFraming } from '../../../../server/transport/sockjs/sockjs-framing.ts'

it.each([[['']], [['', '1', '2'.repeat(70_000)]]])('[TR10] each frame of a batch is found', (bodies) => {
  const tails = bodies.map((body) => encodeTail({ destination: '/t', messageId: 'm', body }))
  const frames = [...framesIn(assemble(tails, { id: 's', framing: sockJsFraming }))].map(String)
  expect(frames.map((frame) => frame.split('\n\n')[1])).toEqual(bodies.map((body) => `${body}\0`))
  expect(frames.every((frame) => frame.startsWith('MESSAGE\n'))).toBe(true)
})

it('[TR10] nothing is no frame', () => {
  expect([...framesIn(Buffer.alloc(0))]).toEqual([])
})
