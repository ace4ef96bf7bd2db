// Whose a request is, behind proxies of our own and of nobody's.
import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { clientAddressBehind, proxiesIn } from '../../../server/limits/client-address.ts'

const request = (remoteAddress: string | undefined, forwarded?: string): IncomingMessage =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage

const of = (proxies: string[], remoteAddress: string | undefined, forwarded?: string): string =>
  clientAddressBehind(proxiesIn(proxies))(request(remoteAddress, forwarded))

describe('[AD8] the address of a request', () => {
  it('is that of its connection where no proxy is trusted, whatever it says', () => {
    expect(of([], '10.0.0.5', '203.0.113.9')).toBe('10.0.0.5')
    expect(of(['10.0.0.6'], '10.0.0.5', '203.0.113.9')).toBe('10.0.0.5')
  })

  it.each([
    ['one proxy', ['10.0.0.5'], '203.0.113.9', '203.0.113.9'],
    ['a network of them', ['10.0.0.0/8'], '203.0.113.9', '203.0.113.9'],
    ['two, one behind the other', ['10.0.0.0/8'], '203.0.113.9, 10.0.0.7', '203.0.113.9'],
    [
      'one, and what the client has written before it',
      ['10.0.0.5'],
      '198.51.100.1, 203.0.113.9',
      '203.0.113.9',
    ],
    ['one that names nobody', ['10.0.0.5'], undefined, '10.0.0.5'],
    ['one, for somebody with IPv6', ['10.0.0.5'], '2001:db8::1', '2001:db8::1'],
  ])('is what a trusted proxy names: %s', (_, proxies, forwarded, address) => {
    expect(of(proxies, '10.0.0.5', forwarded)).toBe(address)
  })

  it('of a proxy that the system writes as IPv6 is found too', () => {
    expect(of(['10.0.0.5'], '::ffff:10.0.0.5', '203.0.113.9')).toBe('203.0.113.9')
  })

  it('is empty where the connection is gone', () => {
    expect(of(['10.0.0.5'], undefined, '203.0.113.9')).toBe('')
  })
})
