// WebSockets on which names are told: their shapes, their length, their rate.
import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { LIMITS } from '../../../protocol/limits.ts'
import { NO_EXTENSION } from '../../../server/extension.ts'
import { webSocketsOf } from '../../../server/parts/dialects.ts'
import { DIALECTS } from '../../../server/routes/dialects/dialects.ts'
import { MemorySignals } from '../../../server/store/memory/memory-signals.ts'
import { tellNames, type TellNamesOptions } from '../../../server/transport/tell-names.ts'
import { quiet } from '../../support/turns.ts'

/** Somebody on such a WebSocket. */
class Somebody extends EventEmitter {
  readonly heard: string[] = []
  bufferedAmount = 0
  closedWith: number | null = null

  send(text: string): void {
    this.heard.push(text)
  }

  close(code: number): void {
    this.closedWith = code
    this.emit('close')
  }

  say(text: string): void {
    this.emit('message', Buffer.from(text))
  }
}

function open(people = 2, options: TellNamesOptions = { now: () => 0 }): Somebody[] {
  const serve = tellNames(options)
  return Array.from({ length: people }, () => {
    const somebody = new Somebody()
    serve(somebody as unknown as WebSocket)
    return somebody
  })
}

describe('a name', () => {
  it.each(['{"user":"하늘"}', '{"name":"하늘"}', '하늘'])('that is said as %s is told to all', (said) => {
    const people = open()
    people[0]?.say(said)
    expect(people.map(({ heard }) => heard)).toEqual([['{"user":"하늘"}'], ['{"user":"하늘"}']])
  })

  it('has a longest length', () => {
    const [one] = open(1)
    one?.say('x'.repeat(256))
    expect(one?.heard).toHaveLength(1)
    one?.say('x'.repeat(257))
    expect([one?.heard.length, one?.closedWith]).toEqual([1, 1009])
  })

  it('is missed by whoever does not read', () => {
    const [one, other] = open()
    if (other !== undefined) other.bufferedAmount = 64 * 1024
    one?.say('하늘')
    expect([one?.heard.length, other?.heard.length]).toEqual([1, 0])
  })

  it('comes at a rate, past which the connection ends', () => {
    let time = 0
    const [one] = open(1, { now: () => (time += 0.001) })
    for (let said = 0; said < LIMITS.commandRate.burst; said++) one?.say('하늘')
    expect(one?.closedWith).toBeNull()
    one?.say('하늘')
    expect([one?.heard.length, one?.closedWith]).toEqual([LIMITS.commandRate.burst, 1008])
  })

  it('[ND1] is told to those on other nodes, once each', async () => {
    const signals = new MemorySignals()
    const others = { hasPassword: false, signals }
    const telling = Object.values(DIALECTS).filter(({ tellsNamesAt }) => tellsNamesAt !== null)
    const nodes = [1, 2].map(
      () => webSocketsOf(telling, NO_EXTENSION, others)[telling[0]?.tellsNamesAt ?? ''],
    )
    const people = [0, 1, 1].map((at) => {
      const somebody = new Somebody()
      nodes[at]?.(somebody as unknown as WebSocket)
      return somebody
    })
    await quiet()
    people[1]?.say('하늘')
    await quiet()
    expect(people.map(({ heard }) => heard)).toEqual(people.map(() => ['{"user":"하늘"}']))
  })

  it('is heard again by whoever comes after an outage', async () => {
    const follow = vi.fn<(onText: (text: string) => void) => Promise<void>>()
    follow.mockRejectedValueOnce(new Error('away')).mockResolvedValue()
    const serve = tellNames({ between: { publish: () => {}, follow } })
    for (let come = 0; come < 3; come += 1) {
      serve(new Somebody() as unknown as WebSocket)
      await quiet()
    }
    expect(follow).toHaveBeenCalledTimes(2)
  })
})
