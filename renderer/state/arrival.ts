// The ways in to a host: as the person that one was there, or as a new guest.
import { toNickname } from '../../protocol/text.ts'
import type { HostInfo, SignedIn } from '../../protocol/rest.ts'
import type { KeptValues } from '../connection/kept-values.ts'
import {
  askHost,
  Credentials,
  endsSignIn,
  keepRenewed,
  keepSignedIn,
  lastSignedIn,
  signedInAs,
  signInAsGuest,
} from '../connection/sign-in.ts'

export interface Arrival {
  origin: string
  host: HostInfo
  credentials: Credentials
}

/** Signs in; under a nickname that one had here, as the same person. Rejects with a RequestFailure. */
export async function arriveAs(
  values: KeptValues,
  origin: string,
  nickname: string,
  password: string | null,
): Promise<Arrival> {
  const host = await askHost(origin)
  const same = await samePerson(values, host, origin, nickname, password)
  if (same !== null) return { origin, host, credentials: same }
  const signedIn = await signInAsGuest(origin, nickname, password)
  keepSignedIn(values, host.hostId, signedIn)
  return { origin, host, credentials: credentialsFor(values, host, origin, signedIn, password) }
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
  signedIn: SignedIn,
  password: string | null,
): Credentials {
  const credentials = new Credentials(origin, signedIn, (renewed) =>
    keepRenewed(values, host.hostId, renewed),
  )
  credentials.password = password
  return credentials
}
