import { describe, expect, it } from 'vitest'
import { createPasswords } from '../../../server/auth/passwords.ts'
import { CHEAP } from './cheap-scrypt.ts'

const cheap = createPasswords(CHEAP)

describe('the hash of a password', () => {
  it('[AU4] tells how it was made, and costs 32 MiB', async () => {
    const hash = await createPasswords().hash('correct horse')
    expect(hash).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
    expect(await createPasswords().isRight('correct horse', hash)).toBe(true)
  })

  it('[AU4] is right for its password alone', async () => {
    const hash = await cheap.hash('한글 비밀번호')
    const given = ['한글 비밀번호', '한글 비밀번호 ', '한글', '', 'x'.repeat(1_000)]
    expect(await Promise.all(given.map((each) => cheap.isRight(each, hash)))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })

  it('[AU4] is another each time', async () => {
    const hashes = await Promise.all(Array.from({ length: 20 }, () => cheap.hash('the same')))
    expect(new Set(hashes).size).toBe(20)
  })

  it('[AU4] is compared by its own cost, whatever new ones cost', async () => {
    const hash = await createPasswords({ N: 32, r: 4, p: 2 }).hash('correct horse')
    expect(hash).toMatch(/^scrypt\$32\$4\$2\$/)
    expect(await cheap.isRight('correct horse', hash)).toBe(true)
    expect(await cheap.isRight('wrong horse', hash)).toBe(false)
  })

  it('[AU2] where there is none, no password is right', async () => {
    expect(await cheap.isRight('', null)).toBe(false)
    expect(await cheap.isRight('correct horse', null)).toBe(false)
  })

  it.each(['', 'plain', 'scrypt$1$2$3$salt', 'bcrypt$32$4$2$AAAA$AAAA'])(
    '[AU4] that cannot be read (%j) is a failure that does not tell it',
    async (hash) => {
      const failure = await cheap.isRight('x', hash).catch((error: unknown) => String(error))
      expect(failure).toMatch(/^Error: .*cannot be read\.$/)
    },
  )
})
