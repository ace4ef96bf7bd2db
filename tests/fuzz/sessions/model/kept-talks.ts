// What one person's talks must have left in the rooms' logs.
import type { Entry } from '../../../../protocol/entry.ts'

export interface Talk {
  room: string
  nonce: string
  message: string
}

export class KeptTalks {
  /** In the order of sending; what stands together is kept together or not at all. `frame`: with which it was done. */
  readonly #groups: { frame: number; talks: Talk[] }[] = []
  readonly #unsureRooms = new Set<string>()

  keep(frame: number, talks: Talk[]): void {
    if (talks.length > 0) this.#groups.push({ frame, talks })
  }

  /** Whether this person is a member of the room cannot be told: what is kept there is not looked at any more. */
  doubt(room: string): void {
    this.#unsureRooms.add(room)
  }

  /**
   * What is wrong with what the logs hold of this person; null where it is right. What was done up to the frame `answered`
   * must be there, what came later may be, in its order.
   */
  fault(logs: ReadonlyMap<string, readonly Entry[]>, answered: number): string | null {
    const least = this.#groups.filter(({ frame }) => frame <= answered).length
    for (let length = this.#groups.length; length >= least; length -= 1) {
      if (
        [...logs.keys()].every(
          (room) => this.#unsureRooms.has(room) || holds(logs, room, this.#groups.slice(0, length)),
        )
      )
        return null
    }
    return this.#told(logs)
  }

  /** The same where the log may have failed: `fate` says what the client was told of a frame. */
  faultAmidOutages(
    logs: ReadonlyMap<string, readonly Entry[]>,
    fate: (frame: number) => 'kept' | 'refused' | 'unknown',
  ): string | null {
    const found = new Set(
      [...logs].flatMap(([room, entries]) => entries.map(({ nonce }) => `${room} ${nonce}`)),
    )
    const isThere = ({ room, nonce }: Talk): boolean => found.has(`${room} ${nonce}`)
    const kept = this.#groups.filter(
      ({ frame, talks }) => fate(frame) === 'kept' || (fate(frame) === 'unknown' && talks.every(isThere)),
    )
    // Of what was said twice it cannot be told which was kept.
    const said = this.#groups.flatMap(({ talks }) => talks)
    if (new Set(said.map(({ nonce }) => nonce)).size < said.length) return null
    const right = [...logs.keys()].every((room) => this.#unsureRooms.has(room) || holds(logs, room, kept))
    return right ? null : this.#told(logs)
  }

  #told(logs: ReadonlyMap<string, readonly Entry[]>): string {
    const found = [...logs].map(
      ([room, entries]) => `${room}: ${entries.map(({ nonce }) => nonce).join(' ')}`,
    )
    const wanted = this.#groups.map(({ talks }) => talks.map(({ nonce }) => nonce).join('+')).join(' ')
    return `the logs hold ${found.join('; ')} of what was sent: ${wanted}`
  }
}

function holds(
  logs: ReadonlyMap<string, readonly Entry[]>,
  room: string,
  groups: readonly { talks: readonly Talk[] }[],
): boolean {
  const wanted = new Map<string, string>()
  for (const talk of groups.flatMap(({ talks }) => talks))
    if (talk.room === room && !wanted.has(talk.nonce)) wanted.set(talk.nonce, talk.message)
  const found = (logs.get(room) ?? []).map(({ nonce, message }) => [nonce, message])
  return JSON.stringify(found) === JSON.stringify([...wanted])
}
