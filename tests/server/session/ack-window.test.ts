// The window of one subscription: how much is on its way, and what an acknowledgement frees.
import { describe, expect, it } from 'vitest'
import { AckWindow } from '../../../server/session/ack-window.ts'
import type { MessageTail } from '../../../server/broker/subscriber.ts'

const message = (messageId: string): MessageTail => ({
  messageId,
  isText: true,
  bytes: Buffer.alloc(10),
})

function windowOf({ cumulative = false, prefetch = 2 } = {}) {
  const sent: string[] = []
  const owed = { bytes: 0 }
  const window = new AckWindow(
    { cumulative, prefetch },
    {
      send: ({ messageId }) => {
        sent.push(messageId)
        return messageId
      },
      owe: (bytes) => (owed.bytes += bytes),
    },
  )
  const take = (...ids: string[]) => ids.forEach((id) => window.take(message(id)))
  return { sent, owed, window, take }
}

describe('AckWindow', () => {
  it('[SE23] sends as many as may wait for an acknowledgement, and holds back the next', () => {
    const { sent, owed, take } = windowOf({ prefetch: 2 })
    take('a', 'b')
    expect([sent, owed.bytes]).toEqual([['a', 'b'], 0])
    take('c')
    expect([sent, owed.bytes]).toEqual([['a', 'b'], 10])
  })

  it('[SE23] sends what it held back in its order, as places are freed', () => {
    const { sent, owed, window, take } = windowOf({ prefetch: 2 })
    take('a', 'b', 'c', 'd', 'e')
    window.acknowledge('b')
    expect([sent, owed.bytes]).toEqual([['a', 'b', 'c'], 20])
    window.acknowledge('a')
    window.acknowledge('c')
    take('f')
    expect([sent, owed.bytes]).toEqual([['a', 'b', 'c', 'd', 'e'], 10])
  })

  it('[SE22] frees one place where acknowledgements are individual', () => {
    const { window, take } = windowOf({ prefetch: 3 })
    take('a', 'b', 'c')
    expect(window.acknowledge('b')).toBe(true)
    expect(['a', 'b', 'c'].map((id) => window.awaits(id))).toEqual([true, false, true])
  })

  it('[SE22] frees all places before it too where they are cumulative', () => {
    const { sent, window, take } = windowOf({ cumulative: true, prefetch: 3 })
    take('a', 'b', 'c', 'd', 'e')
    expect(window.acknowledge('b')).toBe(true)
    expect(['a', 'b', 'c', 'd', 'e'].map((id) => window.awaits(id))).toEqual([false, false, true, true, true])
    expect(sent).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('[SE25] knows nothing of what was never sent, or was acknowledged before', () => {
    const { window, take } = windowOf()
    take('a', 'b', 'held back')
    window.acknowledge('a')
    window.acknowledge('b')
    expect(['a', 'x'].map((id) => window.acknowledge(id))).toEqual([false, false])
  })

  it('[SE23] tells when nothing is held back any more', async () => {
    const { window, take } = windowOf({ prefetch: 1 })
    expect(window.caughtUp()).toBeNull()
    take('a', 'b')
    let caughtUp = false
    const waiting = window.caughtUp()?.then(() => (caughtUp = true))
    await Promise.resolve()
    expect(caughtUp).toBe(false)
    window.acknowledge('a')
    await waiting
    expect(caughtUp).toBe(true)
  })

  it('[SE23] owes nothing when it is closed', () => {
    const { owed, window, take } = windowOf({ prefetch: 1 })
    take('a', 'b', 'c')
    window.close()
    expect(owed.bytes).toBe(0)
    expect(window.awaits('a')).toBe(false)
  })
})
