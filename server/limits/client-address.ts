// Where a request comes from: the address of its connection, or where that is a proxy's of our own, the one that the proxy names.
import type { IncomingMessage } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'

/** Whether an address is one of the proxies in front. */
export type IsProxy = (address: string) => boolean

/** The address of whoever asks; empty where the connection is gone. */
export type ClientAddress = (request: IncomingMessage) => string

/** Addresses, or networks such as `10.0.0.0/8`. Throws TypeError where one is none. */
export function proxiesIn(addresses: readonly string[]): IsProxy {
  const trusts = proxyAddr.compile([...addresses])
  return (address) => address !== '' && trusts(address, 0)
}

/** By the last address in X-Forwarded-For that is no proxy's: what stands before it anybody may have written. */
export function clientAddressBehind(isProxy: IsProxy): ClientAddress {
  return (request) => {
    const direct = request.socket.remoteAddress ?? ''
    return isProxy(direct) ? proxyAddr(request, isProxy) : direct
  }
}
