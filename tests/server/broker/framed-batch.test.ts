// One batch for many ids: each gets its own bytes, as if they had been put together for it alone.
import { describe, expect, it } from 'vitest'
import { FramedBatch } from '../../../server/broker/framed-batch.ts'
import { assemble, encodeTail } from '../../../server/broker/message.ts'
import { bare, marked } from './reader.ts'
import { textFraming } from '../../../server/transport/websocket-framing.ts'

const batch = ['1', '{"가":1}', 'x'.repeat(70_000), '', 'y'.repeat(100)].map((body, index) =>
  encodeTail({ destination: '/topic/a', messageId: `m-${index}`, body }),
)
const IDS = ['sub-1', 'sub-2', 'sub-10', '가', 'a', 'abc', '나', 'b', '\\c', 'z'.repeat(256), 'sub-1']

describe.each([
  ['bare', bare],
  ['marked', marked],
  ['WebSocket', textFraming],
])('a batch in %s frames', (_name, framing) => {
  it('[BR2] is for each id what it would be for that id alone', () => {
    const framed = new FramedBatch(batch, framing)
    for (const id of IDS) expect(framed.bytesFor(id).equals(assemble(batch, { id, framing })), id).toBe(true)
  })

  it('[BR2] lends the same, one buffer as long as it is let go of, and none that somebody keeps', () => {
    const framed = new FramedBatch(batch, framing)
    const lent: { id: string; bytes: Buffer; asItWas: Buffer; kept: boolean }[] = []
    const lend = (id: string, kept: boolean): void =>
      framed.lend(id, (bytes) => {
        lent.push({ id, bytes, asItWas: Buffer.from(bytes), kept })
        return !kept
      })
    for (const [index, id] of [...IDS, ...IDS].entries()) lend(id, index % 3 === 0)
    const given = framed.bytesFor('sub-7')
    lend('sub-8', false)
    for (const { id, asItWas } of lent)
      expect(asItWas.equals(assemble(batch, { id, framing })), id).toBe(true)
    for (const { bytes, asItWas } of lent.filter(({ kept }) => kept)) expect(bytes.equals(asItWas)).toBe(true)
    expect(given.equals(assemble(batch, { id: 'sub-7', framing }))).toBe(true)
    expect(new Set(lent.map(({ bytes }) => bytes)).size).toBeLessThan(lent.length)
  })

  it('[BR2] leaves what it gave to others as it was', () => {
    const framed = new FramedBatch(batch, framing)
    const first = framed.bytesFor('sub-1')
    const before = Buffer.from(first)
    framed.bytesFor('sub-2')
    expect(first.equals(before)).toBe(true)
  })
})
