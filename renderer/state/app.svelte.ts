// The whole interface's state: which page is shown, and the way from one to the next.
import type { Desktop, Reach } from '../../protocol/desktop.ts'
import { isLoopback, originOf } from '../connection/host-address.ts'
import { forgetSignedIn } from '../connection/kept-sign-ins.ts'
import type { KeptValues } from '../connection/kept-values.ts'
import type { Newcomer } from '../connection/newcomer.ts'
import { openOutboxStorage } from '../connection/outbox-storage.ts'
import { endsSignIn } from '../connection/sign-in.ts'
import { arriveAgain, arriveAs, type Arrival, type Goal } from './arrival.ts'
import { DesktopHost } from './desktop-host.svelte.ts'
import { codeOf } from './failure.ts'
import { forgetLastHost, keepLastHost, readLastHost, type LastHost } from './last-host.ts'
import { ownerOf } from './owner-of.ts'
import { Session } from './session.svelte.ts'
import type { SettingsState } from './settings.svelte.ts'

/** `starting`: nothing is known yet. `unreachable`: the last host does not answer. */
export type Screen =
  | { name: 'starting' }
  | { name: 'welcome' }
  | { name: 'unreachable'; last: LastHost }
  | { name: 'chat'; session: Session }

export interface AppOptions {
  settings: SettingsState
  values: KeptValues
  /** Null in a plain browser. */
  desktop: Desktop | null
  /** Where the page came from: in a browser, the host that it belongs to. */
  pageOrigin: string
}

/** Where somebody wants to go, and as whom. */
export interface Destination extends Goal {
  newcomer: Newcomer
}

export class App {
  readonly settings: SettingsState
  readonly values: KeptValues
  readonly desktopHost: DesktopHost | null
  readonly pageOrigin: string
  screen = $state.raw<Screen>({ name: 'starting' })
  /** Why the welcome page is shown instead of a host; empty where there is nothing to say. */
  fault = $state('')
  /** Whether the host card is open. It opens by itself, once, when hosting has begun. */
  hostCard = $state(false)
  /** The password in the link that led here; null where it carried none. */
  linkedPassword = $state<string | null>(null)
  /** Grows with every way that is begun: whoever is still on an earlier one arrives nowhere. */
  #journey = 0

  constructor({ settings, values, desktop, pageOrigin }: AppOptions) {
    this.settings = settings
    this.values = values
    this.pageOrigin = pageOrigin
    this.desktopHost = desktop === null ? null : new DesktopHost(desktop)
  }

  get session(): Session | null {
    return this.screen.name === 'chat' ? this.screen.session : null
  }

  /** The nickname that was used last; empty before the first time. */
  get nickname(): string {
    const kept = this.values.read('nickname')
    return typeof kept === 'string' ? kept : ''
  }

  /** Goes to where the person was the last time, or to the welcome page. */
  async start(): Promise<void> {
    const journey = this.#depart()
    await this.settings.load()
    const last = readLastHost(this.values)
    await this.desktopHost?.load()
    if (this.#isOver(journey)) return
    if (last === null) return this.#welcome()
    if (this.desktopHost !== null && last.own) return this.#resumeOwn(this.desktopHost, last)
    if (this.desktopHost === null && last.origin !== this.pageOrigin) return this.#welcome()
    return this.resume(last)
  }

  /** Starts the host on this computer and goes there. Rejects with a HostFailure or a RequestFailure. */
  async hostHere(nickname: string, reach: Reach, hostName: string): Promise<void> {
    if (this.desktopHost === null) return
    const journey = this.#depart()
    const { origin, password } = await this.desktopHost.start(reach, hostName)
    if (this.#isOver(journey)) return
    await this.join({ origin, newcomer: { way: 'guest', nickname }, password })
    this.hostCard = this.session !== null
  }

  /** Signs in and goes there, unless the person goes elsewhere meanwhile. Rejects with a RequestFailure. */
  async join({ newcomer, ...goal }: Destination): Promise<void> {
    const journey = this.#depart()
    const arrival = await arriveAs(this.values, newcomer, goal)
    if (this.#isOver(journey)) return
    this.values.write('nickname', arrival.credentials.user.name)
    await this.#enter(arrival, journey)
  }

  /** Goes back to the last host as the same person; where that is no longer possible, to the welcome page. */
  async resume(last: LastHost): Promise<void> {
    const journey = this.#depart()
    try {
      const password = last.own ? (this.desktopHost?.password ?? null) : null
      const arrival = await arriveAgain(this.values, last.origin, password)
      if (this.#isOver(journey)) return
      if (arrival === null) this.#welcome()
      else await this.#enter(arrival, journey)
    } catch (error) {
      if (this.#isOver(journey)) return
      if (endsSignIn(error)) this.#welcome(codeOf(error))
      else this.#show({ name: 'unreachable', last })
    }
  }

  /** Leaves for the welcome page, which tells why where there is something to say. */
  leave(fault = ''): void {
    this.#depart()
    forgetLastHost(this.values)
    this.#welcome(fault)
  }

  /** The host does not take this sign-in any more: the next one is a new person's. */
  signInAgain(): void {
    if (this.session !== null) forgetSignedIn(this.values, this.session.host.hostId, this.session.me.userId)
    this.leave('TOKEN_REVOKED')
  }

  /** Ends this sign-in and leaves. Rejects with a RequestFailure where the host has not ended it. */
  async logOut(): Promise<void> {
    const { session } = this
    if (session === null) return
    await session.logOut()
    forgetSignedIn(this.values, session.host.hostId, session.me.userId)
    if (this.session === session) this.leave()
  }

  async stopHosting(): Promise<void> {
    this.leave()
    await this.desktopHost?.stop()
  }

  /** Opens this computer's host to the network; the chat page follows it to its new address. Rejects with a HostFailure. */
  async openToNetwork(): Promise<void> {
    if (this.session === null) return
    await this.desktopHost?.start('network', this.session.host.name)
  }

  /** Starts this computer's host again as it was. Rejects with a HostFailure. */
  async hostAgain(): Promise<void> {
    if (this.session === null) return
    await this.desktopHost?.startAgain(this.session.host.name)
  }

  /** To be called when the host of this computer has changed: it may have come back at another address. */
  async followOwnHost(): Promise<void> {
    const { session } = this
    const origin = this.desktopHost?.origin ?? null
    if (session?.own !== true || origin === null) return
    if (origin === session.origin) session.comeBack(this.desktopHost?.password ?? null)
    else await this.resume({ origin, name: session.host.name, own: true })
  }

  async #resumeOwn(host: DesktopHost, last: LastHost): Promise<void> {
    const journey = this.#depart()
    const starts = await host.startsItself()
    if (this.#isOver(journey)) return
    if (!starts) return this.#welcome()
    const state = await host.settled()
    // Somebody who did not want to wait is on the welcome page by now.
    if (this.#isOver(journey)) return
    if (state.state === 'running') return this.resume({ ...last, origin: originOf(state.url) })
    this.#welcome(state.state === 'failed' ? state.fault : 'STOPPED_UNEXPECTEDLY')
  }

  async #enter({ origin, host, credentials }: Arrival, journey: number): Promise<void> {
    const own = this.#isOwn(origin)
    const storage = await openOutboxStorage(ownerOf(host, credentials.user))
    if (this.#isOver(journey)) return
    const firstRoom = own ? this.settings.words.rooms.firstRoom : null
    const session = new Session({ origin, host, own, credentials, values: this.values, storage, firstRoom })
    keepLastHost(this.values, { origin, name: host.name, own })
    this.fault = ''
    this.#show({ name: 'chat', session })
    session.start()
  }

  /** In the app, the host that it started; in a browser, a host that only this computer reaches at that address. */
  #isOwn(origin: string): boolean {
    return this.desktopHost === null ? isLoopback(origin) : this.desktopHost.origin === origin
  }

  #welcome(fault = ''): void {
    this.fault = fault
    this.#show({ name: 'welcome' })
  }

  /** The one way from a screen to the next: a session lives no longer than its screen. */
  #show(screen: Screen): void {
    this.session?.close()
    this.screen = screen
  }

  #depart(): number {
    this.#journey += 1
    return this.#journey
  }

  #isOver(journey: number): boolean {
    return journey !== this.#journey
  }
}
