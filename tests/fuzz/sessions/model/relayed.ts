// The general destinations of a host that relays.
import { LIMITS } from '../../../../protocol/limits.ts'

const TO_ALL = /^\/(topic|queue)\/[^/]+(\/[^/]+)*$/
const TO_PERSON = /^\/user\/[A-Za-z0-9_-]{1,64}\/queue\/[^/]+(\/[^/]+)*$/
const OWN = /^\/user\/queue\/[^/]+(\/[^/]+)*$/
/** Where the host alone speaks. */
const HOSTS_OWN = /^\/topic\/rooms(\/|$)|^\/user\/([^/]+\/)?queue\/(errors|rooms)$/

/** Whether what is sent there is handed on. */
export function isRelayedTo(destination: string): boolean {
  const known = TO_ALL.test(destination) || (TO_PERSON.test(destination) && !OWN.test(destination))
  return known && !HOSTS_OWN.test(destination) && hasFittingLength(destination)
}

/** Whether one can listen there to what others send. */
export function isRelayedFrom(destination: string): boolean {
  const known = TO_ALL.test(destination) || OWN.test(destination)
  return known && !HOSTS_OWN.test(destination) && hasFittingLength(destination)
}

function hasFittingLength(destination: string): boolean {
  return Buffer.byteLength(destination) <= LIMITS.destinationBytes
}
