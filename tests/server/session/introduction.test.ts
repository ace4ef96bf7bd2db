// Names that people say with what they send.
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import type { RefusalBody } from '../../../protocol/rest.ts'
import { told, type Route } from '../../../server/routes/route.ts'
import type { Arrival } from '../../../server/session/pass.ts'
import { introduced } from '../../../server/session/introduction.ts'
import { person } from '../../contracts/samples.ts'
import { endless, MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

const NOBODY: Arrival = { ...person('haneul'), name: 'Guest', unnamed: true }

describe('[SE35] a name that is said', () => {
  it('is that of somebody who had none', () => {
    expect(introduced(NOBODY, ' 하늘 ')).toEqual({ userId: NOBODY.userId, name: '하늘' })
  })

  it('stays, also where it is what stood in for it', () => {
    const named = introduced(NOBODY, 'Guest')
    expect(introduced(named, 'Guest')).toBe(named)
    for (const other of ['하늘', '', 'x'.repeat(LIMITS.nicknameLength + 1)])
      expect(() => introduced(named, other)).toThrow(expect.objectContaining({ code: 'OTHER_NAME' }))
  })

  it.each([
    ['x'.repeat(LIMITS.nicknameLength), 'taken'],
    ['x'.repeat(LIMITS.nicknameLength + 1), 'BAD_NAME'],
    ['', 'BAD_NAME'],
    ['\u200B', 'BAD_NAME'],
    ['\u202Eabc', 'BAD_NAME'],
  ])('%j is %s', (name, expected) => {
    const outcome = () => introduced(NOBODY, name) && 'taken'
    if (expected === 'taken') expect(outcome()).toBe(expected)
    else expect(outcome).toThrow(expect.objectContaining({ code: expected }))
  })
})

describe('in a session', () => {
  /** Says what the sender is called by now. */
  const hello: Route = {
    pattern: '/app/hello',
    send: async (_context, { caller, body }) => {
      const { name } = caller.introduce(body.toString())
      return told(() => void names.push(name))
    },
  }
  let names: string[] = []

  it('[SE35] the first name counts, another is refused, and the connection lives', async () => {
    names = []
    const chat = new MemoryChat({ routes: [hello, ...errors], authenticate: async () => endless(NOBODY) })
    const client = await chat.join('')
    client.subscribe('errors', '/user/queue/errors')
    for (const name of ['하늘', '바다', '하늘']) {
      client.send('SEND', { destination: '/app/hello' }, name)
    }
    await quiet()
    expect(names).toEqual(['하늘', '하늘'])
    expect(client.bodies<RefusalBody>('errors')).toMatchObject([
      { code: 'OTHER_NAME', destination: '/app/hello' },
    ])
    expect(client.error).toBeUndefined()
  })

  const errors: Route[] = [
    { pattern: '/user/queue/errors', subscribe: async (_context, { refusals }) => refusals },
  ]
})
