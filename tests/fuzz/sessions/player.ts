// Plays one script on one connection, and judges what came of it.
import type { Entry } from '../../../protocol/entry.ts'
import { escapeHeader, escapes } from '../../../server/stomp/escape.ts'
import type { StompVersion } from '../../../server/stomp/frame.ts'
import { atRandom } from '../../support/cuts.ts'
import { Random } from '../../support/random.ts'
import { ReferenceSession } from './model/reference-session.ts'
import { damaged } from './mutate.ts'
import { receiptsAnswered, receiptsBegun } from './receipts-in-order.ts'
import type { FrameStep, Script, Step } from './script.ts'
import { Witness } from './witness.ts'
import type { Connection, World } from './world.ts'

export class Player {
  readonly #script: Script
  readonly #world: World
  readonly #random: Random
  readonly #session: ReferenceSession
  readonly #witness: Witness
  readonly #faults: string[] = []
  #connection: Connection | null = null
  #unsent: Buffer[] = []
  #cut = false
  #halfClosed = false
  #timePassed = false
  #stalled = false

  constructor(script: Script, world: World, random: Random) {
    this.#script = script
    this.#world = world
    this.#random = random
    this.#session = new ReferenceSession(world)
    this.#witness = new Witness(this.#session)
  }

  /** Plays the script to its end. */
  async play(): Promise<void> {
    const witness = this.#witness
    const closed = () => (witness.closed = true)
    this.#connection = await this.#world.open({ hear: (bytes) => witness.hear(bytes), closed }, this.#random)
    for (const step of this.#script.steps) {
      if (witness.closed) break
      await this.#do(step)
      await this.#world.breathe(this.#random)
    }
    this.#flush(0)
    this.#drain()
    await this.#leave()
  }

  /** All that was wrong with the answers, in words. To be asked when everybody has played. */
  async faults(): Promise<string[]> {
    const { rooms } = this.#world
    const ours = async (room: (typeof rooms)[number]): Promise<Entry[]> =>
      (await this.#world.log(room)).filter(
        ({ type, senderId }) => type === 'TALK' && senderId === this.#witness.userId,
      )
    const logs = new Map(await Promise.all(rooms.map(async (room) => [room, await ours(room)] as const)))
    const kept = this.#witness.userId === null ? null : this.#keptFault(logs)
    return [
      ...this.#witness.faults,
      ...this.#faults,
      ...this.#answerFaults(),
      ...(kept === null ? [] : [kept]),
    ]
  }

  #keptFault(logs: ReadonlyMap<string, readonly Entry[]>): string | null {
    const { talks } = this.#session
    if (this.#world.failsToKeep) return talks.faultAmidOutages(logs, (frame) => this.#witness.fateOf(frame))
    return talks.fault(logs, this.#heardOut ? Infinity : this.#witness.lastAnswered)
  }

  async #do(step: Step): Promise<void> {
    switch (step.kind) {
      case 'frame':
        return this.#say(step)
      case 'beat':
        return this.#push(Buffer.from(step.text), 0)
      case 'settle':
        this.#flush(0)
        this.#drain()
        return this.#settle('at a pause')
      case 'stall':
        this.#stalled = true
        return this.#connection?.stall()
      case 'drain':
        return this.#drain()
      case 'time':
        this.#flush(0)
        this.#timePassed = true
        return this.#world.pass(step.milliseconds)
    }
  }

  #drain(): void {
    if (this.#stalled) this.#connection?.drain()
    this.#stalled = false
  }

  #say(step: FrameStep): void {
    const headers = [...this.#naming(step), ...step.headers]
    const bytes = frameBytes({ ...step, headers }, this.#session.version)
    this.#push(damaged(bytes, step.damage), step.cuts, step.joined)
  }

  /** The headers by which an ACK names one of the messages that were heard. */
  #naming({ acknowledges }: FrameStep): [string, string][] {
    if (acknowledges === null) return []
    const chosen = this.#session.subscriptions.choose(acknowledges)
    const { name, subscription } = chosen ?? { name: '1', subscription: 'none' }
    if (this.#session.version === '1.2') return [['id', name]]
    return [
      ['message-id', name],
      ['subscription', subscription ?? ''],
    ]
  }

  #push(written: Buffer, cuts: number, joined = false): void {
    const bytes = this.#connection?.textOnly === true ? Buffer.from(written.toString()) : written
    this.#session.sent(bytes)
    this.#unsent.push(bytes)
    if (!joined) this.#flush(cuts)
  }

  #flush(cuts: number): void {
    const bytes = Buffer.concat(this.#unsent)
    this.#unsent = []
    if (bytes.length === 0) return
    const pieces = cuts === 0 ? [bytes] : atRandom(bytes, new Random(cuts))
    for (const piece of pieces) this.#connection?.send(piece)
  }

  async #settle(when: string): Promise<void> {
    const witness = this.#witness
    const settled = await this.#world.until(() => witness.answered || witness.closed)
    if (!settled) this.#faults.push(`not everything was answered ${when}`)
  }

  async #leave(): Promise<void> {
    const { leaving } = this.#script
    const connection = this.#connection
    const { closed, error } = this.#witness
    if (closed && error === null && this.#session.over === 'no')
      this.#faults.push('the server closed, and said nothing')
    if (leaving === 'cut') {
      this.#cut = true
      connection?.cut()
    } else if (leaving === 'half-close' && connection?.halfClose() === true) {
      this.#halfClosed = true
      const closed = await this.#world.until(() => this.#witness.closed)
      if (!closed) this.#faults.push('the server did not close after the client had')
    } else {
      await this.#settle('at the end')
      await this.#hearAll()
      connection?.close()
    }
  }

  /** Everything that is in the log comes on the subscriptions. */
  async #hearAll(): Promise<void> {
    const heads = new Map<string, number>()
    for (const room of this.#world.rooms)
      heads.set(`/topic/rooms/${room}`, (await this.#world.log(room)).at(-1)?.seq ?? 0)
    const witness = this.#witness
    const complete = () => witness.closed || this.#session.subscriptions.complete(heads)
    if (!(await this.#world.until(complete))) this.#faults.push('not all of a log came on its subscription')
  }

  /** Whether the server has done all that was sent before it closed. */
  get #heardOut(): boolean {
    return !this.#cut && !this.#mishap && (this.#session.over !== 'no' || this.#halfClosed)
  }

  /** Whether it ended with an ERROR that was not this client's doing. */
  get #mishap(): boolean {
    const code = this.#witness.error?.headers['code']
    const silent = this.#timePassed && (this.#session.promisesBeats || this.#witness.userId === null)
    const possible: readonly string[] = silent
      ? [...this.#world.mishaps, 'SILENT_PEER', 'CONNECT_TIMEOUT']
      : this.#world.mishaps
    return code !== undefined && possible.includes(code)
  }

  #answerFaults(): string[] {
    const { expected } = this.#session
    const { receipts, error, refused } = this.#witness
    const told = JSON.stringify(receipts)
    if (this.#cut || this.#mishap)
      return receiptsBegun(receipts, expected)
        ? []
        : [`receipts ${told}, which are no beginning of what was due`]
    const faults = error === null ? this.#endFaults() : this.#errorFaults(error.headers)
    const unwelcome = error !== null && this.#witness.userId === null
    const due = unwelcome ? [] : expected
    return receiptsAnswered(receipts, due, refused)
      ? faults
      : [...faults, `receipts ${told}, which are not all that was due`]
  }

  #endFaults(): string[] {
    return this.#session.over === 'broken' ? ['no ERROR where there should be one'] : []
  }

  #errorFaults(headers: Readonly<Record<string, string>>): string[] {
    const told = { code: headers['code'] ?? '', receipt: headers['receipt-id'] ?? null }
    const { codes, receipt } = this.#dueError
    if (codes.includes(told.code) && told.receipt === receipt) return []
    return [
      `an ERROR ${told.code} for ${told.receipt}, where ${codes.join(', ') || 'none'} for ${receipt} was due`,
    ]
  }

  /** The ERROR with which the session has to end; no codes where there should be none. */
  get #dueError(): { codes: readonly string[]; receipt: string | null } {
    const { expected, fault } = this.#session
    const [first] = expected
    if (first?.verdict.outcome === 'welcome' && this.#witness.userId === null)
      return { codes: first.verdict.codes, receipt: first.receipt }
    const last = expected.at(-1)
    if (last?.verdict.outcome === 'error') return { codes: [last.verdict.code], receipt: last.receipt }
    return { codes: fault === null ? [] : [fault.code], receipt: fault?.receipt ?? null }
  }
}

/** The frame as a client of this version writes it. What cannot be written in it goes out as it is. */
function frameBytes({ command, headers, body }: FrameStep, version: StompVersion): Buffer {
  const escape = (text: string): string => (escapes(command, version) ? escapeHeader(text, version) : text)
  const lines = headers.map(([name, value]) => `${escape(name)}:${escape(value)}\n`)
  return Buffer.concat([Buffer.from(`${command}\n${lines.join('')}\n`), body, Buffer.from([0])])
}
