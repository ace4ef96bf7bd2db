// What CONNECT and CONNECTED agree on: the version and the heart-beats (STOMP 1.2, Protocol Negotiation; Heart-beating).
import { VERSIONS, type Headers, type StompVersion } from '../stomp/frame.ts'
import { SessionFault } from './fault.ts'
import type { HeartBeatIntervals } from './heart-beat.ts'

/** The highest version that both speak. A CONNECT without `accept-version` is 1.0. Throws UNSUPPORTED_VERSION. */
export function negotiateVersion(headers: Headers): StompVersion {
  const offered = headers.get('accept-version')
  if (offered === undefined) return '1.0'
  const versions = offered.split(',').map((version) => version.trim())
  const agreed = VERSIONS.find((version) => versions.includes(version))
  if (agreed === undefined)
    throw new SessionFault('UNSUPPORTED_VERSION', `Spoken here: ${VERSIONS.join(', ')}.`)
  return agreed
}

/**
 * The intervals that result: what the client wants, but not more often than every `floor` ms. None in 1.0, which knows no
 * heart-beats: its clients beat for nobody, whatever else they offered. Throws BAD_HEADER.
 */
export function negotiateHeartBeat(
  headers: Headers,
  version: StompVersion,
  floor: number,
): HeartBeatIntervals {
  const text = headers.get('heart-beat') ?? '0,0'
  const match = /^\s*(\d{1,10})\s*,\s*(\d{1,10})\s*$/.exec(text)
  if (match === null)
    throw new SessionFault('BAD_HEADER', 'heart-beat must be two numbers with a comma between them.')
  const [sends, wants] = [Number(match[1]), Number(match[2])]
  if (version === '1.0') return { outgoing: 0, incoming: 0 }
  const agree = (interval: number): number => (interval === 0 ? 0 : Math.max(interval, floor))
  return { outgoing: agree(wants), incoming: agree(sends) }
}
