import { describe, expect, test } from 'vitest'
import { inviteLink } from '../../../protocol/invite-link.ts'
import { isLoopback, parseHostAddress, passwordIn } from '../../../renderer/connection/host-address.ts'

describe('parseHostAddress', () => {
  test.each([
    ['http://192.168.0.5:7420/#password=abc', 'http://192.168.0.5:7420', 'abc'],
    ['http://192.168.0.5:7420', 'http://192.168.0.5:7420', null],
    ['192.168.0.5:7420', 'http://192.168.0.5:7420', null],
    ['192.168.0.5', 'http://192.168.0.5:7420', null],
    ['192.168.0.5:80', 'http://192.168.0.5', null],
    ['192.168.0.5/#password=a%20b', 'http://192.168.0.5:7420', 'a b'],
    ['  localhost:4000\n', 'http://localhost:4000', null],
    ['minas-mac.local', 'http://minas-mac.local:7420', null],
    ['https://chat.example.org/', 'https://chat.example.org', null],
    ['HTTP://Example.ORG:7420/rooms/1?x=1', 'http://example.org:7420', null],
    ['[fe80::1]:7420', 'http://[fe80::1]:7420', null],
    ['[::1]', 'http://[::1]:7420', null],
    ['2001:db8::5', 'http://[2001:db8::5]:7420', null],
    ['http://[2001:db8::5]:9000/#password=x', 'http://[2001:db8::5]:9000', 'x'],
    ['여기로 오세요: http://192.168.0.5:7420/#password=abc 기다릴게요', 'http://192.168.0.5:7420', 'abc'],
    ['http://192.168.0.5:7420/#password=abc로 오세요', 'http://192.168.0.5:7420', 'abc'],
    ['주소는192.168.0.5:7420이에요', 'http://192.168.0.5:7420', null],
    ['Come to 192.168.0.5:7420, please.', 'http://192.168.0.5:7420', null],
    ['(http://192.168.0.5:7420/).', 'http://192.168.0.5:7420', null],
    ['http://h.example/#password=%ED%95%9C%EA%B8%80', 'http://h.example', '한글'],
  ])('reads %j', (text, origin, password) => {
    expect(parseHostAddress(text)).toEqual({ origin, password })
  })

  test.each([
    '',
    '   ',
    'hello',
    '안녕하세요',
    '192.168.0.5:99999',
    'http://',
    'ftp://192.168.0.5',
    'mina@example.org',
  ])('finds no address in %j', (text) => {
    expect(parseHostAddress(text)).toBeNull()
  })
})

test('reads an invite link back, whatever the password and the words around it', () => {
  for (const password of ['abc', 'a b+c&d=e#f', '한글 비밀', '100%']) {
    const link = inviteLink('http://192.168.0.5:7420', password)
    expect(parseHostAddress(`참고: ${link} 예요`)).toEqual({ origin: 'http://192.168.0.5:7420', password })
  }
})

test('tells addresses of this computer from those of others', () => {
  const loopback = ['http://127.0.0.1:7420', 'http://localhost', 'http://[::1]:1', 'http://127.1.2.3']
  expect(loopback.map(isLoopback)).toEqual([true, true, true, true])
  const others = ['http://192.168.0.5:7420', 'http://localhost.example.org', 'http://1270.example', '']
  expect(others.map(isLoopback)).toEqual([false, false, false, false])
})

test('reads the password of a fragment', () => {
  expect(passwordIn('#password=a%2Bb')).toBe('a+b')
  expect(passwordIn('#password=')).toBeNull()
  expect(passwordIn('')).toBeNull()
})
