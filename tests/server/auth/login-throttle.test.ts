import { describe, expect, it } from 'vitest'
import type { Login } from '../../../protocol/ids.ts'
import { createLoginThrottle, type LoginThrottle } from '../../../server/auth/login-throttle.ts'

const login = (text: string): Login => text as Login

/** How many wrong tries are heard, of these in a row. */
function heard(throttle: LoginThrottle, tries: [Login | null, string][]): number {
  let count = 0
  for (const [who, address] of tries) {
    try {
      throttle.assertMayTry(who, address)
    } catch {
      continue
    }
    count += 1
    throttle.wasWrong(who, address)
  }
  return count
}

const times = <Item>(count: number, one: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => one(index))

describe('wrong logins', () => {
  it('[AU3] of one network are heard eight times, whatever the logins', () => {
    const throttle = createLoginThrottle(() => 0)
    expect(
      heard(
        throttle,
        times(20, (index) => [login(`u${index}`), '10.0.0.1']),
      ),
    ).toBe(8)
    expect(heard(throttle, [[login('u1'), '10.0.0.2']])).toBe(1)
  })

  it('[AU3] for one login are heard eight times, wherever they come from', () => {
    const throttle = createLoginThrottle(() => 0)
    expect(
      heard(
        throttle,
        times(20, (index) => [login('haneul'), `10.0.0.${index}`]),
      ),
    ).toBe(8)
    expect(heard(throttle, [[login('bada'), '10.0.0.100']])).toBe(1)
  })

  it('[AU3] for logins that look like addresses of one network are counted apart', () => {
    const throttle = createLoginThrottle(() => 0)
    expect(
      heard(
        throttle,
        times(20, (index) => [login(`fe80::${index}`), `10.0.0.${index}`]),
      ),
    ).toBe(20)
  })

  it('[AU3] that nobody can have count for the network alone', () => {
    const throttle = createLoginThrottle(() => 0)
    expect(
      heard(
        throttle,
        times(20, (index) => [null, `10.0.0.${index}`]),
      ),
    ).toBe(20)
    expect(
      heard(
        throttle,
        times(20, () => [null, '10.0.0.1']),
      ),
    ).toBe(7)
  })
})
