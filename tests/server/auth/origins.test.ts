import { describe, expect, it } from 'vitest'
import { createOriginCheck } from '../../../server/auth/origins.ts'

const check = createOriginCheck({ origins: ['https://chat.example.com'], hostname: 'My-PC' })

describe('origins', () => {
  it.each<[string | undefined, string | undefined, boolean, string]>([
    [undefined, undefined, true, 'a program'],
    [undefined, '127.0.0.1:7420', true, 'a program, or a page’s own plain GET'],
    ['app://sarangbang', '192.168.0.5:7420', true, 'the desktop'],
    ['app://sarangbang', undefined, true, 'the desktop'],
    ['app://other', '192.168.0.5:7420', false, 'another program’s window'],
    ['https://chat.example.com', '192.168.0.5:7420', true, 'an allowed page'],
    ['http://chat.example.com', '192.168.0.5:7420', false, 'its insecure twin'],
    ['https://chat.example.com.evil.example', '192.168.0.5:7420', false, 'a name that only begins so'],
    ['http://192.168.0.5:7420', '192.168.0.5:7420', true, 'this host’s own page'],
    ['https://192.168.0.5', '192.168.0.5', true, 'this host’s own page behind TLS'],
    ['http://192.168.0.5', '192.168.0.5:80', true, 'this host’s own page, with the port told'],
    ['http://192.168.0.5:7421', '192.168.0.5:7420', false, 'another program’s page on this machine'],
    ['http://192.168.0.6:7420', '192.168.0.5:7420', false, 'another host’s page'],
    ['http://localhost:7420', '127.0.0.1:7420', false, 'another name is another origin'],
    ['http://[::1]:7420', '[::1]:7420', true, 'an IPv6 address'],
    ['http://MY-PC:7420', 'my-pc:7420', true, 'the machine’s name, in any case'],
    ['null', '127.0.0.1:7420', false, 'a sandboxed frame or a file'],
    ['', '127.0.0.1:7420', false, 'an empty origin'],
    ['nonsense', '127.0.0.1:7420', false, 'no origin at all'],
    ['http://127.0.0.1:7420, http://evil.example', '127.0.0.1:7420', false, 'two origins'],
    ['file://', '127.0.0.1:7420', false, 'a file'],
    ['http://127.0.0.1:7420', undefined, false, 'no host to compare with'],
  ])('%s at %s: %s (%s)', (origin, host, allowed) => {
    expect(check(origin, host)).toBe(allowed)
  })
})

describe('hosts', () => {
  it.each([
    ['127.0.0.1', true],
    ['10.1.2.3:7420', true],
    ['[fe80::1]:7420', true],
    ['localhost:7420', true],
    ['LOCALHOST', true],
    ['my-pc:7420', true],
    ['my-pc.local:7420', true],
    ['sarangbang.local', true],
    ['chat.example.com', true],
    ['evil.example:7420', false],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example', false],
    ['my-pc.evil.example', false],
    ['evillocal', false],
    ['local', false],
    ['', false],
    ['user@127.0.0.1', false],
    ['127.0.0.1/evil', false],
    ['127.0.0.1:7420:1', false],
    ['::1', false],
    ['[::1', false],
  ])('%j may be asked for: %s', (host, allowed) => {
    expect(check(undefined, host)).toBe(allowed)
    expect(check('app://sarangbang', host)).toBe(allowed)
  })
})
