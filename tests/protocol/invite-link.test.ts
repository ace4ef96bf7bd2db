import { expect, test } from 'vitest'
import { inviteLink } from '../../protocol/invite-link.ts'

test("a link carries the password where it is not sent, after the '#'", () => {
  expect(inviteLink('http://10.1.2.3:7420', 'a b/c')).toBe('http://10.1.2.3:7420/#password=a%20b%2Fc')
})

test('a link has no fragment where there is no password', () => {
  expect(inviteLink('http://10.1.2.3:7420', null)).toBe('http://10.1.2.3:7420/')
})
