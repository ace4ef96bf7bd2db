// What is due to one client: written at once for each turn, lent or given, and never more than a bound.
import { describe, expect, it } from 'vitest'
import { Outbox } from '../../../server/session/outbox.ts'
import { SocketPair } from '../../support/socket-pair.ts'
import { quiet } from '../../support/turns.ts'

describe('Outbox', () => {
  function outbox(limit: number) {
    const wire = new SocketPair()
    let overflows = 0
    return { wire, outbox: new Outbox(wire, limit, () => (overflows += 1)), overflows: () => overflows }
  }

  it('[BR3] writes all that was due in one turn at once', async () => {
    const { wire, outbox: box } = outbox(100)
    for (const text of ['a', 'b', 'c']) box.push(Buffer.from(text))
    expect(wire.writes).toEqual([])
    await quiet(1)
    expect(wire.writes.map(String)).toEqual(['abc'])
  })

  it('[BR3] writes a lone frame in the same turn, as it is', async () => {
    const { wire, outbox: box } = outbox(100)
    const frame = Buffer.from('frame')
    box.push(frame)
    await new Promise<void>((resolve) => process.nextTick(resolve))
    expect(wire.writes[0]).toBe(frame)
  })

  it('[BR3] writes what is lent at once, and with the rest where something is due before it', async () => {
    const { wire, outbox: box } = outbox(100)
    wire.lets = true
    expect(box.pushNow(Buffer.from('lent'))).toBe(true)
    expect(wire.writes.map(String)).toEqual(['lent'])
    box.push(Buffer.from('due,'))
    expect(box.pushNow(Buffer.from('kept'))).toBe(false)
    expect(wire.writes).toHaveLength(1)
    await quiet(1)
    expect(wire.writes.map(String)).toEqual(['lent', 'due,kept'])
    wire.lets = false
    expect(box.pushNow(Buffer.from('on its way'))).toBe(false)
    expect(box.takeWritten()).toBe('lentdue,kepton its way'.length)
    box.close()
    expect(box.pushNow(Buffer.from('late'))).toBe(true)
    expect(wire.writes).toHaveLength(3)
  })

  it('[SE16] counts what is lent and not taken', () => {
    const { wire, outbox: box, overflows } = outbox(10)
    wire.stall()
    box.pushNow(Buffer.alloc(10))
    expect(overflows()).toBe(0)
    box.pushNow(Buffer.alloc(1))
    expect(overflows()).toBe(1)
  })

  it('[SE16] overflows past its limit of bytes that are due or owed, not at it', () => {
    const { wire, outbox: box, overflows } = outbox(10)
    wire.owed = 4
    box.push(Buffer.alloc(6))
    expect(overflows()).toBe(0)
    box.push(Buffer.alloc(1))
    expect(overflows()).toBe(1)
  })

  it('[SE16] lets those who wait go when the client has read, or is gone', async () => {
    for (const end of ['drain', 'close'] as const) {
      const { wire, outbox: box } = outbox(10)
      expect(box.drained()).toBeNull()
      wire.stall()
      box.push(Buffer.from('x'))
      const [first, second] = [box.drained(), box.drained()]
      expect(first).not.toBeNull()
      if (end === 'drain') wire.drain()
      else box.close()
      await first
      await second
      expect(box.drained()).toBeNull()
    }
  })

  it('[SE8] takes nothing after it was closed, and leaves what it had for the last write', () => {
    const { wire, outbox: box } = outbox(10)
    box.push(Buffer.from('la'))
    box.push(Buffer.from('st'))
    expect(String(box.close())).toBe('last')
    box.push(Buffer.from('late'))
    box.flush()
    expect(wire.writes).toEqual([])
    expect(box.close()).toBeNull()
  })
})
