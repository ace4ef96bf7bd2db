// Keeps what is for whoever runs the host to programs on this computer.
import { BlockList, isIPv6 } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'
import type { OriginCheck } from '../auth/origins.ts'

/** RFC 1122 §3.2.1.3 and RFC 4291 §2.5.3; an IPv4 address that is mapped into IPv6 counts as itself. */
const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8)
LOOPBACK.addAddress('::1', 'ipv6')

/**
 * Every route of `app` refuses LOCAL_ONLY to other computers, by the address that the connection comes from, and
 * ORIGIN_NOT_ALLOWED to pages of others.
 */
export function requireLocal(app: FastifyInstance, originCheck: OriginCheck): void {
  app.addHook('onRequest', async ({ headers, ip }) => {
    if (!LOOPBACK.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4')) throw new Refusal('LOCAL_ONLY')
    if (!originCheck(headers.origin, headers.host)) throw new Refusal('ORIGIN_NOT_ALLOWED')
  })
}
