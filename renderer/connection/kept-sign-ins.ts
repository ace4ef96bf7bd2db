// Who one has been at each host, with the tokens to be them again: kept in the browser, for all of its tabs.
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { NonceSchema, type UserId } from '../../protocol/ids.ts'
import { SignedIn } from '../../protocol/rest.ts'
import type { KeptValues } from './kept-values.ts'
import { newNonce } from './nonce.ts'

/** `nonce`: by it the host knows all tabs of this browser as one, and a refresh whose answer was lost as the same. */
const KeptSignIn = Type.Object({ ...SignedIn.properties, nonce: NonceSchema })
export type KeptSignIn = Static<typeof KeptSignIn>

/** So many people of one host are remembered, the latest first. */
const MOST_KEPT = 8

const nameFor = (hostId: string) => `signed-in.${hostId}`
const KeptSignIns = Type.Array(KeptSignIn)

function readKept(values: KeptValues, hostId: string): KeptSignIn[] {
  const kept = values.read(nameFor(hostId))
  return Value.Check(KeptSignIns, kept) ? kept : []
}

/** A new sign-in as it is to be kept. */
export function toKept(signedIn: SignedIn): KeptSignIn {
  return { ...signedIn, nonce: newNonce() }
}

/** Keeps who one is now at a host, by the host's own id: its address may change. Others that one was there stay. */
export function keepSignedIn(values: KeptValues, hostId: string, signedIn: KeptSignIn): void {
  const others = readKept(values, hostId).filter(({ user }) => user.name !== signedIn.user.name)
  values.write(nameFor(hostId), [signedIn, ...others].slice(0, MOST_KEPT))
}

/** Keeps the new tokens of somebody; who was there the last time stays who it is. */
export function keepRenewed(values: KeptValues, hostId: string, renewed: KeptSignIn): void {
  const isSame = ({ user }: SignedIn) => user.userId === renewed.user.userId
  const kept = readKept(values, hostId)
  values.write(
    nameFor(hostId),
    kept.map((one) => (isSame(one) ? renewed : one)),
  )
}

/** The tokens of somebody, which another tab may have renewed; null where none are kept. */
export function keptOf(values: KeptValues, hostId: string, userId: UserId): KeptSignIn | null {
  return readKept(values, hostId).find(({ user }) => user.userId === userId) ?? null
}

/** Who one was at the host the last time, or null. */
export function lastSignedIn(values: KeptValues, hostId: string): KeptSignIn | null {
  return readKept(values, hostId)[0] ?? null
}

/** Who one was at the host under a nickname, which must be normalised; null for a new one. */
export function signedInAs(values: KeptValues, hostId: string, nickname: string): KeptSignIn | null {
  return readKept(values, hostId).find(({ user }) => user.name === nickname) ?? null
}

/** The next sign-in at this host under this person's nickname is a new person's. */
export function forgetSignedIn(values: KeptValues, hostId: string, userId: UserId): void {
  const others = readKept(values, hostId).filter(({ user }) => user.userId !== userId)
  values.write(nameFor(hostId), others)
}
