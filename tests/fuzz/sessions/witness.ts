// Hears what the server says to one fuzzed client, and holds it against what the reference session expects.
import { Decoder } from '../../../server/stomp/decoder.ts'
import type { RefusalBody } from '../../../protocol/rest.ts'
import type { Heard } from './heard.ts'
import type { Expectation, Verdict } from './model/expectation.ts'
import type { ReferenceSession } from './model/reference-session.ts'
import { placesOf, receiptsAnswered } from './receipts-in-order.ts'

const NO_LIMITS = { headerBytes: 1e9, headerCount: 1e9, bodyBytes: 1e9 }

export class Witness {
  readonly session: ReferenceSession
  /** What was wrong at once. */
  readonly faults: string[] = []
  readonly receipts: string[] = []
  readonly refusals: RefusalBody[] = []
  error: Heard | null = null
  userId: string | null = null
  /** The last frame that is known to be done: a receipt says so of all before it too. */
  lastAnswered = -1
  /** Whether the server, or whoever, has ended the connection. */
  closed = false
  readonly #decoder = new Decoder(NO_LIMITS, (frame) =>
    this.#take({
      command: frame.command,
      headers: Object.fromEntries(frame.headers),
      body: frame.body.toString(),
    }),
  )

  constructor(session: ReferenceSession) {
    this.session = session
  }

  /** The server's bytes have come. */
  hear(bytes: Buffer): void {
    this.#decoder.version = this.session.version
    try {
      this.#decoder.push(bytes)
    } catch (error) {
      this.faults.push(`what the server says cannot be read: ${String(error)}`)
    }
  }

  /** Whether every frame that was sent is answered, as far as an answer can be heard. */
  get answered(): boolean {
    const { session } = this
    if (this.error !== null) return this.closed
    if (session.over !== 'no' && !this.closed) return false
    if (session.expected.some(({ verdict }) => verdict.outcome === 'welcome') && this.userId === null)
      return false
    return receiptsAnswered(this.receipts, session.expected, this.#refused)
  }

  /** Of an expectation, whether its refusal was heard; a refusal is told by the frame's receipt alone. */
  readonly #refused = ({ receipt }: Expectation): boolean =>
    this.refusals.some((refusal) => refusal.receipt === receipt)

  get refused(): (expectation: Expectation) => boolean {
    return this.#refused
  }

  /** What was told of a frame, by its number; unknown where its receipt was asked for twice, too. */
  fateOf(frame: number): 'kept' | 'refused' | 'unknown' {
    const receipt = this.session.expected[frame]?.receipt ?? null
    if (receipt === null || placesOf(receipt, this.session.expected).length > 1) return 'unknown'
    if (this.receipts.includes(receipt)) return 'kept'
    return this.refusals.some((refusal) => refusal.receipt === receipt) ? 'refused' : 'unknown'
  }

  #take(frame: Heard): void {
    if (this.error !== null) this.faults.push(`${frame.command} after ERROR`)
    if (
      this.userId === null &&
      frame.command !== 'CONNECTED' &&
      frame.command !== 'ERROR' &&
      this.#mustWelcome
    )
      this.faults.push(`${frame.command} before CONNECTED`)
    switch (frame.command) {
      case 'CONNECTED':
        return this.#welcome(frame)
      case 'RECEIPT':
        return this.#keepReceipt(frame.headers['receipt-id'] ?? '')
      case 'MESSAGE':
        return this.#keepMessage(frame)
      case 'ERROR':
        this.error = frame
        return
      default:
        this.faults.push(`a frame ${frame.command}`)
    }
  }

  get #mustWelcome(): boolean {
    return this.session.expected[0]?.verdict.outcome === 'welcome'
  }

  #welcome({ headers }: Heard): void {
    if (this.userId !== null) this.faults.push('a second CONNECTED')
    this.userId = headers['user-id'] ?? ''
    if (headers['version'] !== this.session.version)
      this.faults.push(`CONNECTED in ${headers['version']}, not ${this.session.version}`)
  }

  #keepReceipt(id: string): void {
    this.receipts.push(id)
    const places = placesOf(id, this.session.expected)
    const [only] = places
    if (only === undefined) this.faults.push(`a RECEIPT for ${JSON.stringify(id)}, which nobody asked for`)
    else if (places.length === 1) this.lastAnswered = Math.max(this.lastAnswered, only)
  }

  #keepMessage(frame: Heard): void {
    const { subscriptions, version } = this.session
    const fault = subscriptions.hear(frame, version, this.lastAnswered)
    if (fault !== null) this.faults.push(fault)
    if (frame.headers['destination'] === '/user/queue/errors')
      this.#keepRefusal(JSON.parse(frame.body) as RefusalBody)
  }

  #keepRefusal(refusal: RefusalBody): void {
    this.refusals.push(refusal)
    const { expected } = this.session
    const possible = expected.filter(({ receipt }) => receipt === refusal.receipt)
    const right = possible.some(({ verdict }) => codesOf(verdict).includes(refusal.code))
    if (!right) this.faults.push(`a refusal ${refusal.code} for ${refusal.receipt}`)
  }
}

function codesOf(verdict: Verdict): readonly string[] {
  return 'codes' in verdict ? verdict.codes : []
}
