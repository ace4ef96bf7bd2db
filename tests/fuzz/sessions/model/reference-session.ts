// The server's side of a session as its rules have it, without time, network or store: says of each frame what must come of it.
import type { ErrorCode } from '../../../../protocol/errors.ts'
import { toSeq } from '../../../../protocol/ids.ts'
import { LIMITS } from '../../../../protocol/limits.ts'
import { Decoder } from '../../../../server/stomp/decoder.ts'
import { FrameError, type Frame, type StompVersion } from '../../../../server/stomp/frame.ts'
import { Breach, DONE, refused, unsure, type Expectation, type Verdict } from './expectation.ts'
import { HeardSubscriptions, type Acknowledgement } from './heard-subscriptions.ts'
import { judgeSend, RELAYED, type Membership } from './judge-send.ts'
import { KeptTalks } from './kept-talks.ts'
import { isRelayedFrom, isRelayedTo } from './relayed.ts'
import { ModelTransactions } from './model-transactions.ts'

const AUTH_CODES: readonly ErrorCode[] = ['UNAUTHENTICATED', 'TOKEN_INVALID', 'BAD_NAME', 'WRONG_PASSWORD']

/** What the host speaks on to everybody, or to one alone. */
const HOSTS_TOPICS = ['/topic/rooms', '/user/queue/errors', '/user/queue/rooms']

/** What a session has to know of its host. `relays`: it has general destinations; `failsToKeep`: its log fails now and then. */
export interface HostTraits {
  readonly rooms: readonly string[]
  readonly relays: boolean
  readonly failsToKeep: boolean
}

export class ReferenceSession {
  version: StompVersion = '1.2'
  /** Of every frame that counts, in order. */
  readonly expected: Expectation[] = []
  readonly subscriptions = new HeardSubscriptions()
  readonly talks = new KeptTalks()
  /** The broken bytes with which it ends; null where there are none. */
  fault: { code: ErrorCode; receipt: string | null } | null = null
  /** Nothing that comes now counts. `said-goodbye`: by DISCONNECT. */
  over: 'no' | 'said-goodbye' | 'broken' = 'no'
  /** How often the client said that it would be heard from: then it may be found silent. */
  promisesBeats = false
  readonly #rooms: ReadonlySet<string>
  readonly #relays: boolean
  readonly #failsToKeep: boolean
  readonly #transactions = new ModelTransactions()
  readonly #memberships = new Map<string, Membership>()
  readonly #decoder = new Decoder(LIMITS, (frame) => this.#take(frame))
  #connected = false

  constructor({ rooms, relays, failsToKeep }: HostTraits) {
    this.#rooms = new Set(rooms)
    this.#relays = relays
    this.#failsToKeep = failsToKeep
  }

  /** The client sends these bytes. */
  sent(bytes: Buffer): void {
    if (this.over !== 'no') return
    try {
      this.#decoder.push(bytes)
    } catch (error) {
      if (!(error instanceof FrameError)) throw error
      if (this.over === 'no') this.fault = { code: error.fault, receipt: error.receiptId }
      this.over = this.over === 'no' ? 'broken' : this.over
    }
  }

  #take(frame: Frame): void {
    if (this.over !== 'no') return
    const receipt = frame.headers.get('receipt') ?? null
    const { queues } = this.subscriptions
    const verdict = this.#judge(frame)
    this.expected.push({ receipt, verdict, queues })
    if (verdict.outcome === 'error') this.over = 'broken'
  }

  #judge(frame: Frame): Verdict {
    try {
      return this.#run(frame)
    } catch (error) {
      if (error instanceof Breach) return { outcome: 'error', code: error.code }
      throw error
    }
  }

  #run(frame: Frame): Verdict {
    switch (frame.command) {
      case 'CONNECT':
      case 'STOMP':
        return this.#connect(frame)
      case 'SEND':
        return this.#send(frame)
      case 'SUBSCRIBE':
        return this.#subscribe(frame)
      case 'UNSUBSCRIBE':
        return this.#unsubscribe(frame)
      case 'ACK':
      case 'NACK':
        return this.#acknowledge(frame)
      case 'BEGIN':
      case 'COMMIT':
      case 'ABORT':
        return this.#transact(frame)
      case 'DISCONNECT':
        this.over = 'said-goodbye'
        return DONE
      default:
        throw new Breach('UNSUPPORTED_COMMAND')
    }
  }

  #connect({ headers }: Frame): Verdict {
    if (this.#connected) throw new Breach('ALREADY_CONNECTED')
    this.version = versionOf(headers.get('accept-version'))
    this.#decoder.version = this.version
    const beats = /^\s*(\d{1,10})\s*,\s*\d{1,10}\s*$/.exec(headers.get('heart-beat') ?? '0,0')
    if (beats === null) throw new Breach('BAD_HEADER')
    this.promisesBeats = Number(beats[1]) > 0 && this.version !== '1.0'
    this.#connected = true
    const plain = /^\w{1,20}$/.test(headers.get('nickname') ?? '')
    const others = ['Authorization', 'authorization', 'X-AUTH-TOKEN', 'x-auth-token', 'host-password']
    return { outcome: 'welcome', codes: plain && !others.some((name) => headers.has(name)) ? [] : AUTH_CODES }
  }

  #send(frame: Frame): Verdict {
    this.#needConnected()
    const destination = needed(frame, 'destination')
    if (this.#transactions.holds(frame)) return DONE
    return this.#sendAll([{ destination, body: frame.body }])
  }

  /** All are judged before any takes effect. */
  #sendAll(sends: { destination: string; body: Buffer }[], also: Verdict[] = []): Verdict {
    const membership = (room: string): Membership | null => this.#membership(room)
    const judged = sends.map(({ destination, body }) =>
      this.#relays && isRelayedTo(destination) ? RELAYED : judgeSend(destination, body, membership),
    )
    const verdict = combined([...judged.map((each) => each.verdict), ...also])
    if (verdict.outcome === 'refused') return verdict
    const effects = judged.map(({ effect }) => effect)
    const talks = effects.flatMap((effect) => (effect.kind === 'talk' ? [effect.talk] : []))
    this.talks.keep(this.expected.length, talks)
    const moves = effects.filter((effect) => effect.kind === 'move')
    for (const { room, membership } of moves) {
      this.#move(room, verdict.outcome === 'unsure' ? 'unsure' : membership)
    }
    if (verdict.outcome === 'unsure') for (const room of this.#rooms) this.talks.doubt(room)
    return this.#failsToKeep && talks.length > 0 ? combined([verdict, unsure('UNAVAILABLE')]) : verdict
  }

  #move(room: string, membership: Membership): void {
    this.#memberships.set(room, membership)
    if (membership === 'unsure') this.talks.doubt(room)
  }

  #membership(room: string): Membership | null {
    return this.#rooms.has(room) ? (this.#memberships.get(room) ?? 'out') : null
  }

  #subscribe(frame: Frame): Verdict {
    this.#needConnected()
    const id = this.#subscriptionId(frame)
    const destination = needed(frame, 'destination')
    const acknowledging = acknowledgingOf(frame)
    if (this.subscriptions.find(id) !== null) throw new Breach('DUPLICATE_SUBSCRIPTION')
    if (this.subscriptions.isFull(destination)) throw new Breach('TOO_MANY_SUBSCRIPTIONS')
    if (Buffer.byteLength(id) > LIMITS.subscriptionIdBytes) throw new Breach('BAD_HEADER')
    const found = this.#listenable(destination, frame.headers.get('since'))
    if (found.verdict.outcome !== 'done') return found.verdict
    const openedAt = this.expected.length
    this.subscriptions.open({ id, destination, acknowledging, since: found.since, openedAt })
    return DONE
  }

  /** What a SUBSCRIBE leads to, and after which seq it begins. */
  #listenable(destination: string, since: string | undefined): { verdict: Verdict; since: number | null } {
    const none = { verdict: DONE, since: null }
    if (HOSTS_TOPICS.includes(destination)) return none
    if (this.#relays && isRelayedFrom(destination)) return none
    const [, room, live] = /^\/topic\/rooms\/([^/]+)(\/live)?$/.exec(destination) ?? []
    if (room === undefined) return { ...none, verdict: refused('NO_SUCH_DESTINATION') }
    if (!this.#rooms.has(room)) return { ...none, verdict: refused('NO_SUCH_ROOM', 'NO_SUCH_DESTINATION') }
    if (live !== undefined || since === undefined) return none
    const seq = toSeq(since)
    return seq === null ? { ...none, verdict: refused('BAD_REQUEST') } : { ...none, since: seq }
  }

  #unsubscribe(frame: Frame): Verdict {
    this.#needConnected()
    const named = this.#subscriptionId(frame)
    const byId = this.subscriptions.find(named)
    const found = frame.headers.has('id') ? byId : (byId ?? this.subscriptions.findAt(named))
    if (found === null) return refused('NO_SUCH_SUBSCRIPTION')
    found.closedAt = this.expected.length
    return DONE
  }

  #acknowledge(frame: Frame): Verdict {
    this.#needConnected()
    const acknowledgement = this.#acknowledgementIn(frame)
    if (this.#transactions.holds(frame)) return DONE
    const verdict = this.subscriptions.judge(acknowledgement, this.version)
    if (verdict.outcome !== 'refused')
      this.subscriptions.acknowledge(acknowledgement, verdict.outcome === 'done')
    return verdict
  }

  #acknowledgementIn(frame: Frame): Acknowledgement {
    if (this.version === '1.2') return { name: needed(frame, 'id'), subscription: null }
    const name = needed(frame, 'message-id')
    if (this.version === '1.1') return { name, subscription: needed(frame, 'subscription') }
    return { name, subscription: frame.headers.get('subscription') ?? null }
  }

  #transact(frame: Frame): Verdict {
    this.#needConnected()
    const id = needed(frame, 'transaction')
    if (frame.command === 'BEGIN') this.#transactions.begin(id)
    else if (frame.command === 'ABORT') this.#transactions.end(id)
    else return this.#commit(this.#transactions.end(id))
    return DONE
  }

  #commit(parts: readonly Frame[]): Verdict {
    const sends = parts.filter(({ command }) => command === 'SEND')
    const acknowledgements = parts
      .filter(({ command }) => command !== 'SEND')
      .map((part) => this.#acknowledgementIn(part))
    const judged = acknowledgements.map((each) => this.subscriptions.judge(each, this.version))
    const verdict = this.#sendAll(
      sends.map((part) => ({ destination: needed(part, 'destination'), body: part.body })),
      judged,
    )
    // They are done when all is kept: what comes behind the COMMIT may be sooner.
    if (verdict.outcome !== 'refused')
      for (const each of acknowledgements) this.subscriptions.acknowledge(each, false)
    return verdict
  }

  #needConnected(): void {
    if (!this.#connected) throw new Breach('NOT_CONNECTED')
  }

  #subscriptionId(frame: Frame): string {
    const byDestination = this.version === '1.0' && !frame.headers.has('id')
    return needed(frame, byDestination ? 'destination' : 'id')
  }
}

function needed({ headers }: Frame, name: string): string {
  const value = headers.get(name)
  if (value === undefined) throw new Breach('MISSING_HEADER')
  return value
}

function versionOf(offered: string | undefined): StompVersion {
  if (offered === undefined) return '1.0'
  const versions = offered.split(',').map((each) => each.trim())
  for (const version of ['1.2', '1.1', '1.0'] as const) if (versions.includes(version)) return version
  throw new Breach('UNSUPPORTED_VERSION')
}

function acknowledgingOf({ headers }: Frame): { cumulative: boolean; prefetch: number } | null {
  const ack = headers.get('ack') ?? 'auto'
  const text = headers.get('prefetch-count')
  const prefetch = text === undefined ? LIMITS.defaultPrefetch : Number(text)
  if (text !== undefined && (!/^\d{1,9}$/.test(text) || prefetch < 1 || prefetch > LIMITS.prefetch))
    throw new Breach('BAD_HEADER')
  if (!['auto', 'client', 'client-individual'].includes(ack)) throw new Breach('BAD_HEADER')
  return ack === 'auto' ? null : { cumulative: ack === 'client', prefetch }
}

/** Refused where one surely is; unsure where one may be. */
function combined(verdicts: readonly Verdict[]): Verdict {
  const codes = verdicts.flatMap((each) => ('codes' in each ? each.codes : []))
  const outcomes = verdicts.map(({ outcome }) => outcome)
  if (outcomes.includes('refused')) return { outcome: 'refused', codes }
  return outcomes.includes('unsure') ? { outcome: 'unsure', codes } : DONE
}
