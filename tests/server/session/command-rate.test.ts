// Rates of one client's commands: what is refused at which moment, what is slowed down instead, and who pays for whom.
import { describe, expect, it } from 'vitest'
import { createCommandRates } from '../../../server/session/command-rate.ts'
import type { Frame } from '../../../server/stomp/frame.ts'

const LIMITS = {
  commandRate: { perSecond: 10, burst: 3 },
  commandRatePerAddress: { perSecond: 100, burst: 5 },
  refusalRate: { perSecond: 5, burst: 2 },
  byteRate: { perSecond: 1_000, burst: 2_000 },
  byteRatePerAddress: { perSecond: 4_000, burst: 5_000 },
}
const [HERE, ELSEWHERE] = ['10.0.0.1', '10.0.0.2']

function rateFor(address: string, rates = createCommandRates(LIMITS, () => true)) {
  const rate = rates(address)
  if (rate === null) throw new Error('There is no rate.')
  return rate
}

function frame(command: string, headers: Record<string, string> = {}): Frame {
  return { command, headers: new Map(Object.entries(headers)), body: Buffer.alloc(0) }
}

const SEND = frame('SEND')

describe('SENDs', () => {
  it('[SE29] are taken up to the burst; one more may come again when there is a token', () => {
    const rate = rateFor(HERE)
    expect([1, 2, 3, 4].map(() => rate.take(SEND, 0))).toEqual([0, 0, 0, 100])
    expect(rate.pause(0)).toBe(0)
    expect([rate.take(SEND, 99), rate.take(SEND, 100), rate.take(SEND, 100)]).toEqual([1, 0, 100])
  })

  it('[SE29] of one network have a limit together', () => {
    const rates = createCommandRates(LIMITS, () => true)
    const sessions = [rateFor(HERE, rates), rateFor(HERE, rates)]
    expect([1, 2, 3].flatMap(() => sessions.map((rate) => rate.take(SEND, 0)))).toEqual([0, 0, 0, 0, 0, 10])
    expect(rateFor(ELSEWHERE, rates).take(SEND, 0)).toBe(0)
  })

  it('[AD4] have no limit for whom the limits do not hold', () => {
    expect(createCommandRates(LIMITS, () => false)(HERE)).toBeNull()
  })
})

describe('what is never refused', () => {
  it.each(['ACK', 'NACK', 'DISCONNECT', 'CONNECT', 'STOMP'])('[SE30] costs nothing: %s', (command) => {
    const rate = rateFor(HERE)
    for (let time = 0; time < 10; time += 1) expect(rate.take(frame(command), 0)).toBe(0)
    expect([1, 2, 3].map(() => rate.take(SEND, 0))).toEqual([0, 0, 0])
    expect(rate.pause(0)).toBe(0)
  })

  it.each(['SUBSCRIBE', 'UNSUBSCRIBE', 'BEGIN', 'COMMIT', 'ABORT'])(
    '[SE30] is slowed down: %s',
    (command) => {
      const rate = rateFor(HERE)
      for (let time = 0; time < 3; time += 1) expect(rate.take(frame(command), 0)).toBe(0)
      expect(rate.pause(0)).toBe(0)
      expect(rate.take(frame(command), 0)).toBe(0)
      expect([rate.pause(0), rate.pause(99), rate.pause(100)]).toEqual([100, 1, 0])
    },
  )

  it('[SE30] is a SEND in a transaction', () => {
    const rate = rateFor(HERE)
    for (let time = 0; time < 4; time += 1) expect(rate.take(frame('SEND', { transaction: 't' }), 0)).toBe(0)
    expect(rate.pause(0)).toBe(100)
  })
})

describe('bytes', () => {
  it('[SE33] slow down whoever sends more than their burst of them, whatever they are', () => {
    const rate = rateFor(HERE)
    rate.heard(2_000, 0)
    expect(rate.pause(0)).toBe(0)
    rate.heard(1, 0)
    expect([rate.pause(0), rate.pause(1)]).toEqual([1, 0])
  })

  it('[SE33] of one network are limited together', () => {
    const rates = createCommandRates(LIMITS, () => true)
    const [one, other, another] = [rateFor(HERE, rates), rateFor(HERE, rates), rateFor(HERE, rates)]
    for (const rate of [one, other]) rate.heard(2_000, 0)
    another.heard(1_000, 0)
    expect(another.pause(0)).toBe(0)
    another.heard(400, 0)
    expect([one.pause(0), another.pause(0), rateFor(ELSEWHERE, rates).pause(0)]).toEqual([100, 100, 0])
  })
})

describe('refusals', () => {
  it.each(['for their rate', 'for another reason'])(
    '[SE31] %s slow down whoever has had their burst',
    (why) => {
      const rate = rateFor(HERE)
      const refuse = () => (why === 'for their rate' ? rate.take(SEND, 0) : rate.refused(0))
      for (let taken = 0; taken < 3; taken += 1) rate.take(SEND, 0)
      refuse()
      expect(rate.pause(0)).toBe(0)
      refuse()
      expect([rate.pause(0), rate.pause(199), rate.pause(200)]).toEqual([200, 1, 0])
    },
  )
})
