import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { admitGuest } from '../../../server/auth/guests.ts'
import { createHostPassword } from '../../../server/auth/host-password.ts'

const open = createHostPassword(null, () => 0)
const come = (nickname: string) => admitGuest(open, { nickname, password: null, address: '::1' })

describe('guests', () => {
  it('get the name that is shown and an id that nobody had', () => {
    expect(come('\t하늘  바다 ').name).toBe('하늘 바다')
    expect(new Set(Array.from({ length: 100 }, () => come('a').userId)).size).toBe(100)
  })

  it('may have a name of exactly the limit, in what a reader calls characters', () => {
    expect(come('👩‍👩‍👧'.repeat(LIMITS.nicknameLength)).name).toHaveLength(8 * LIMITS.nicknameLength)
    expect(() => come('가'.repeat(LIMITS.nicknameLength + 1))).toThrow('name')
  })
})
