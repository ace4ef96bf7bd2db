// How one arrives at a host: as the person that one was there, or as somebody new.
import { toNickname } from '../../protocol/text.ts'
import type { HostInfo, SignedIn } from '../../protocol/rest.ts'
import type { KeptValues } from '../connection/kept-values.ts'
import {
  keepRenewed,
  keepSignedIn,
  keptOf,
  lastSignedIn,
  signedInAs,
  toKept,
  type KeptSignIn,
} from '../connection/kept-sign-ins.ts'
import { signIn, signUpAs, type Newcomer } from '../connection/newcomer.ts'
import { RequestFailure } from '../connection/request.ts'
import { askHost, Credentials, endsSignIn } from '../connection/sign-in.ts'

export interface Arrival {
  origin: string
  host: HostInfo
  credentials: Credentials
}

/** Where somebody arrives. `password` is the host's; null where none is known. */
export interface Goal {
  origin: string
  password: string | null
}

/** Signs in; a guest under a nickname that one had here comes as the same person. Rejects with a RequestFailure. */
export async function arriveAs(values: KeptValues, newcomer: Newcomer, goal: Goal): Promise<Arrival> {
  const { origin, password } = goal
  const host = await askHost(origin)
  const same =
    newcomer.way === 'login' ? null : await samePerson(values, host, origin, newcomer.nickname, password)
  if (same !== null && newcomer.way === 'guest') return { origin, host, credentials: same }
  const signedIn = toKept(await enrol(newcomer, goal, same))
  keepSignedIn(values, host.hostId, signedIn)
  return { origin, host, credentials: credentialsFor(values, host, origin, signedIn, password) }
}

/** Whoever makes an account under the nickname that they had here keeps what was theirs. */
async function enrol(
  newcomer: Newcomer,
  { origin, password }: Goal,
  same: Credentials | null,
): Promise<SignedIn> {
  if (newcomer.way !== 'signup' || same === null) return signIn(origin, newcomer, password)
  try {
    return await signUpAs(origin, await same.token(), newcomer.nickname, newcomer)
  } catch (error) {
    // Somebody else uses this computer too, and has an account already.
    if (error instanceof RequestFailure && error.code === 'HAS_ACCOUNT')
      return signIn(origin, newcomer, password)
    throw error
  }
}

/**
 * Comes back as who one was. `password` is the host's, where it is known without asking. Null where nobody is known here;
 * rejects with a RequestFailure.
 */
export async function arriveAgain(
  values: KeptValues,
  origin: string,
  password: string | null = null,
): Promise<Arrival | null> {
  const host = await askHost(origin)
  const kept = lastSignedIn(values, host.hostId)
  if (kept === null) return null
  const credentials = credentialsFor(values, host, origin, kept, password)
  await credentials.token()
  return { origin, host, credentials }
}

async function samePerson(
  values: KeptValues,
  host: HostInfo,
  origin: string,
  nickname: string,
  password: string | null,
): Promise<Credentials | null> {
  const name = toNickname(nickname)
  const kept = name.ok ? signedInAs(values, host.hostId, name.text) : null
  if (kept === null) return null
  // Whoever arrives becomes the one who was here the last time.
  keepSignedIn(values, host.hostId, kept)
  const credentials = credentialsFor(values, host, origin, kept, password)
  try {
    await credentials.renew()
    return credentials
  } catch (error) {
    if (endsSignIn(error)) return null
    throw error
  }
}

function credentialsFor(
  values: KeptValues,
  host: HostInfo,
  origin: string,
  signedIn: KeptSignIn,
  password: string | null,
): Credentials {
  const shelf = {
    read: () => keptOf(values, host.hostId, signedIn.user.userId),
    keep: (renewed: KeptSignIn) => keepRenewed(values, host.hostId, renewed),
  }
  const credentials = new Credentials({ origin, signedIn, shelf })
  credentials.password = password
  return credentials
}
