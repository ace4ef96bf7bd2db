// What one person's talks must have left in the rooms' logs.
import type { Entry } from '../../../../protocol/entry.ts'

export interface Talk {
  room: string
  nonce: string
  message: string
}

export class KeptTalks {
  /** In the order of sending; what stands together is kept together or not at all. */
  readonly #groups: Talk[][] = []
  readonly #unsureRooms = new Set<string>()

  keep(talks: Talk[]): void {
    if (talks.length > 0) this.#groups.push(talks)
  }

  /** Whether this person is a member of the room cannot be told: what is kept there is not looked at any more. */
  doubt(room: string): void {
    this.#unsureRooms.add(room)
  }

  /**
   * What is wrong with what the logs hold of this person; null where it is right. `all`: nothing may be missing, otherwise
   * what was sent last may.
   */
  fault(logs: ReadonlyMap<string, readonly Entry[]>, all: boolean): string | null {
    const counts = this.#groups.map((_, index) => index + 1).reverse()
    const lengths = [...counts, 0]
    for (const length of all ? lengths.slice(0, 1) : lengths) {
      if ([...logs.keys()].every((room) => this.#unsureRooms.has(room) || this.#holds(logs, room, length)))
        return null
    }
    const found = [...logs].map(([room, entries]) => `${room}: ${entries.map(({ nonce }) => nonce).join(' ')}`)
    const wanted = this.#groups.map((group) => group.map(({ nonce }) => nonce).join('+')).join(' ')
    return `the logs hold ${found.join('; ')} of what was sent: ${wanted}`
  }

  #holds(logs: ReadonlyMap<string, readonly Entry[]>, room: string, length: number): boolean {
    const wanted = new Map<string, string>()
    for (const talk of this.#groups.slice(0, length).flat())
      if (talk.room === room && !wanted.has(talk.nonce)) wanted.set(talk.nonce, talk.message)
    const found = (logs.get(room) ?? []).map(({ nonce, message }) => [nonce, message])
    return JSON.stringify(found) === JSON.stringify([...wanted])
  }
}
