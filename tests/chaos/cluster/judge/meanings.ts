// What each seq of each epoch means: one entry, whoever saw it and however it came.
import type { RoomId } from '../../../../protocol/ids.ts'
import type { SeenEntry } from '../log-line.ts'
import type { Fault, Place } from './fault.ts'

/** What makes an entry the same one, wherever it stands. */
export function identityOf({ type, sender, nonce, message }: Omit<SeenEntry, 'event'>): string {
  return `${type} ${sender} ${nonce} ${JSON.stringify(message)}`
}

interface Meaning {
  identity: string
  place: Place
}

export class Meanings {
  readonly faults: Fault[] = []
  readonly #known = new Map<RoomId, Map<string, Meaning>>()

  /** Takes note of an entry that was seen. */
  note(entry: SeenEntry, place: Place): void {
    const key = `${entry.epoch} ${entry.seq}`
    const identity = identityOf(entry)
    const first = this.#of(entry.room).get(key)
    if (first === undefined) this.#of(entry.room).set(key, { identity, place })
    else if (first.identity !== identity) this.faults.push(twoMeanings(entry, first, { identity, place }))
  }

  #of(room: RoomId): Map<string, Meaning> {
    const known = this.#known.get(room) ?? new Map<string, Meaning>()
    this.#known.set(room, known)
    return known
  }
}

function twoMeanings({ room, seq, epoch }: SeenEntry, first: Meaning, other: Meaning): Fault {
  const [was, is] = [first, other].map(({ identity, place }) => `${identity} (${place})`)
  return {
    kind: 'two meanings',
    says: `In ${room} the seq ${seq} of the epoch ${epoch} is ${was}, and ${is}.`,
  }
}
