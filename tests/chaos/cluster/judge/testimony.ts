// What one client's log says: what it said and asked for, what it was promised, and what it has seen of each room.
import { ERRORS, type ErrorCode } from '../../../../protocol/errors.ts'
import type { RoomId, Seq, UserId } from '../../../../protocol/ids.ts'
import type { ClientLog, LogLine, Step } from '../log-line.ts'
import { placeOf, type Fault, type Place } from './fault.ts'
import type { Meanings } from './meanings.ts'
import { RoomView, type Sighting } from './room-view.ts'

/** A message that was said: where first, and where its receipt came; null where none did. */
export interface Said {
  room: RoomId
  nonce: string
  message: string
  sent: Place
  kept: Place | null
}

/**
 * A step that was asked for, or that the host may have taken because somebody stayed `away`. `granted` null: no receipt came, so it
 * may have been taken, or will be, or never.
 */
export interface Asked {
  step: Step
  place: Place
  granted: Place | null
  away: boolean
}

/** A room's history as it was read at the end, by seq, and from which line on. */
export interface Audit {
  history: ReadonlyMap<Seq, Sighting>
  place: Place
}

/** Codes that the faults that are made lead to, and that a client knows what to do about. */
const EXPECTED: readonly ErrorCode[] = ['NOT_A_MEMBER', 'TOKEN_EXPIRING']

export class Testimony {
  readonly client: string
  readonly faults: Fault[] = []
  readonly said = new Map<string, Said>()
  readonly asked = new Map<RoomId, Asked[]>()
  readonly audits = new Map<RoomId, Audit>()
  /** Of what happened to it. */
  readonly tally = { connections: 0, 'sent again': 0, refusals: 0, GAPs: 0 }
  #user: UserId | null = null
  #ended = false
  readonly #views = new Map<RoomId, RoomView>()
  readonly #meanings: Meanings

  /** Reads the log to its end. `meanings`: of all clients together. */
  constructor({ client, lines }: ClientLog, meanings: Meanings) {
    this.client = client
    this.#meanings = meanings
    for (const [index, line] of lines().entries()) this.#read(line, placeOf(client, index))
    if (!this.#ended) this.#fault('unfinished', `The log of ${client} has no end.`)
    for (const view of this.#views.values()) this.faults.push(...view.faults)
  }

  /** Throws where the log does not say who it is of. */
  get user(): UserId {
    if (this.#user === null) throw new Error(`The log of ${this.client} does not begin with who it is.`)
    return this.#user
  }

  #read(line: LogLine, place: Place): void {
    switch (line.event) {
      case 'person':
        this.#user = line.user
        break
      case 'sent':
        return this.#say(line, place)
      case 'kept':
        return this.#keep(line.nonce, place)
      case 'asked':
        this.#askedIn(line.room).push({ step: line.step, place, granted: null, away: false })
        break
      case 'stays-away':
        for (const asked of this.asked.values())
          asked.push({ step: 'LEAVE', place, granted: null, away: true })
        break
      case 'granted':
        return this.#grant(line.room, place)
      case 'refused':
        return this.#refuse(line.code, place)
      case 'entry':
        this.#meanings.note(line, place)
        return this.#view(line.room).entry(line, place)
      case 'caught-up':
        return this.#view(line.room).caughtUp(line.seq, place)
      case 'gap':
        this.tally.GAPs += 1
        return this.#view(line.room).gap(line.to)
      case 'reload':
      case 'audit':
        this.#view(line.room).beginHistory()
        if (line.event === 'audit') this.#auditTo = line.to
        break
      case 'reloaded':
        return this.#view(line.room).reloaded()
      case 'audited':
        this.audits.set(line.room, { history: this.#view(line.room).audited(this.#auditTo), place })
        break
      case 'gave-up':
        this.#fault('unfinished', `${this.client} still waited for ${line.waitedFor} (${place}).`)
        break
      case 'end':
        return this.#end(place)
      case 'connected':
        this.tally.connections += 1
        break
      case 'unreachable':
      case 'lost':
      case 'subscribed':
        break
    }
  }

  #auditTo = 0 as Seq

  #say({ room, nonce, message }: LogLine & { event: 'sent' }, place: Place): void {
    if (this.said.has(nonce)) this.tally['sent again'] += 1
    else this.said.set(nonce, { room, nonce, message, sent: place, kept: null })
  }

  #keep(nonce: string, place: Place): void {
    const said = this.said.get(nonce)
    if (said === undefined)
      this.#fault('invented', `${this.client} got a receipt for ${nonce}, which it never sent (${place}).`)
    else said.kept ??= place
  }

  #grant(room: RoomId, place: Place): void {
    const last = this.#askedIn(room).findLast(({ away }) => !away)
    if (last !== undefined) last.granted = place
  }

  #refuse(code: ErrorCode, place: Place): void {
    this.tally.refusals += 1
    if (EXPECTED.includes(code) || (ERRORS[code].retry && code !== 'INTERNAL')) return
    this.#fault(
      'refusal',
      `${this.client} was refused with ${code}, for which there is no reason (${place}).`,
    )
  }

  #end(place: Place): void {
    this.#ended = true
    for (const [room, view] of this.#views)
      if (view.stale)
        this.#fault('unfinished', `${this.client} never read ${room} anew after a GAP (${place}).`)
  }

  #askedIn(room: RoomId): Asked[] {
    const asked = this.asked.get(room) ?? []
    this.asked.set(room, asked)
    return asked
  }

  #view(room: RoomId): RoomView {
    const view = this.#views.get(room) ?? new RoomView(this.client, room)
    this.#views.set(room, view)
    return view
  }

  #fault(kind: Fault['kind'], says: string): void {
    this.faults.push({ kind, says })
  }
}
