// Who a host is, wherever that is kept: what everybody may know of it, and the key that only it has.
import { randomBytes, randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'

const HostIdentity = Type.Object({
  version: Type.Literal(1),
  hostId: Type.String({ format: 'uuid' }),
  /** What guests see the host called. */
  name: Type.String({ minLength: 1 }),
  /** Signs the tokens that this host gives out: 32 random bytes in base64url. */
  signingKey: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  /** Milliseconds since 1970. */
  createdAt: Type.Integer(),
})
export type HostIdentity = Static<typeof HostIdentity>

const LaterIdentity = Type.Object({ version: Type.Integer({ minimum: 2 }) })

/** Of a host that was not there before, called as this computer is. */
export function newHostIdentity(): HostIdentity {
  const signingKey = randomBytes(32).toString('base64url')
  const name = hostname() === '' ? 'Sarangbang' : hostname()
  return { version: 1, hostId: randomUUID(), name, signingKey, createdAt: Date.now() }
}

export function isHostIdentity(data: unknown): data is HostIdentity {
  return Value.Check(HostIdentity, data)
}

/** Whether a later version of the program has written it. */
export function isLaterIdentity(data: unknown): boolean {
  return Value.Check(LaterIdentity, data)
}
