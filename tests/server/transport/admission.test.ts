// Who is let in: how many, and how fast, in all and from one network.
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
import { createAdmission, type Admission } from '../../../server/transport/admission.ts'

const LIMITS = { connections: 6, connectionsPerAddress: 3, connectRate: { perSecond: 2, burst: 4 } }
const HERE = '127.0.0.1'

function open(limited: (address: string) => boolean = (address) => address !== HERE) {
  const clock = { now: 0 }
  return { clock, admission: createAdmission({ limits: LIMITS, limited, now: () => clock.now }) }
}

/** The release, or the refusal's code and when to come again. */
function knock(admission: Admission, address: string): (() => void) | string {
  try {
    return admission.admit(address)
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.retryAfter}`
    throw error
  }
}

function enter(admission: Admission, address: string, times: number): (() => void)[] {
  return Array.from({ length: times }, () => admission.admit(address))
}

it('[SE40] lets nobody in when it is closed, and who is in has their place', () => {
  const { admission } = open()
  const [release] = enter(admission, '10.0.0.1', 1)
  admission.close()
  expect([knock(admission, '10.0.0.2'), knock(admission, HERE)]).toEqual(Array(2).fill('SHUTTING_DOWN null'))
  expect(admission.refused).toBe(2)
  release?.()
})

describe('the number of connections', () => {
  it('[AD1] in all is let in, and not one more, whoever it is', () => {
    const { admission } = open(() => false)
    enter(admission, HERE, 6)
    expect(knock(admission, HERE)).toBe('TOO_MANY_CONNECTIONS 5000')
    expect(knock(admission, '10.0.0.1')).toBe('TOO_MANY_CONNECTIONS 5000')
  })

  it('[AD2] of one network is let in, and not one more; others are', () => {
    const { admission } = open()
    enter(admission, '2001:db8::1', 3)
    expect(knock(admission, '2001:db8::ffff')).toBe('TOO_MANY_CONNECTIONS 5000')
    enter(admission, '10.0.0.1', 1)
  })

  it('[AD1] [AD2] is free again when one is closed, once', () => {
    const { admission } = open()
    const [first, ...rest] = enter(admission, '10.0.0.1', 3)
    first?.()
    first?.()
    enter(admission, '10.0.0.1', 1)
    expect(knock(admission, '10.0.0.1')).toBe('TOO_MANY_CONNECTIONS 5000')
    for (const release of rest) release()
  })

  it('[AD4] of one network does not hold for who is not limited, who counts all the same', () => {
    const { admission } = open()
    enter(admission, HERE, 5)
    enter(admission, '10.0.0.1', 1)
    expect(knock(admission, HERE)).toBe('TOO_MANY_CONNECTIONS 5000')
  })
})

describe('the rate of connections', () => {
  const comeAndGo = (admission: Admission, address: string, times: number): void => {
    for (const release of enter(admission, address, times)) release()
  }

  it('[AD3] of one network is let in, and one more is told when to come again', () => {
    const { admission, clock } = open()
    for (let time = 0; time < 4; time += 1) comeAndGo(admission, '10.0.0.1', 1)
    expect(knock(admission, '10.0.0.1')).toBe('TOO_FAST 500')
    comeAndGo(admission, '10.0.0.2', 1)
    clock.now = 500
    comeAndGo(admission, '10.0.0.1', 1)
    expect(knock(admission, '10.0.0.1')).toBe('TOO_FAST 500')
  })

  it('[AD3] is not used up by those who are refused', () => {
    const { admission, clock } = open()
    for (let time = 0; time < 4; time += 1) comeAndGo(admission, '10.0.0.1', 1)
    for (let time = 0; time < 50; time += 1) knock(admission, '10.0.0.1')
    clock.now = 500
    comeAndGo(admission, '10.0.0.1', 1)
    expect(admission.refused).toBe(50)
  })

  it('[AD4] does not hold for who is not limited', () => {
    const { admission } = open()
    for (let time = 0; time < 100; time += 1) comeAndGo(admission, HERE, 1)
  })
})
