// A connection of the page with a stand-in for `@stomp/stompjs`, and a clock that the test turns.
import type { Client, IFrame, IMessage, StompConfig } from '@stomp/stompjs'
import { expect } from 'vitest'
import { Backoff } from '../../../renderer/connection/backoff.ts'
import { ChatConnection, type LinkState } from '../../../renderer/connection/chat-connection.ts'

/** Stands in for one attempt of `@stomp/stompjs`: the test says what becomes of it. */
export class FakeClient {
  connected = false
  webSocket = { readyState: 1 }
  config: StompConfig = {}
  readonly subscribed: {
    destination: string
    headers: Record<string, string>
    say: (body: string) => void
  }[] = []
  readonly unsubscribed: string[] = []
  readonly published: { destination: string; body: string }[] = []
  readonly receipts = new Map<string, () => void>()

  configure(config: StompConfig): void {
    this.config = config
  }
  activate(): void {}
  async deactivate(): Promise<void> {}
  subscribe(destination: string, onMessage: (message: IMessage) => void, headers: Record<string, string>) {
    const say = (body: string) => onMessage({ body } as IMessage)
    this.subscribed.push({ destination, headers, say })
    return { id: headers['id'], unsubscribe: () => this.unsubscribed.push(destination) }
  }
  publish(frame: { destination: string; body: string }): void {
    this.published.push(frame)
  }
  watchForReceipt(id: string, onReceipt: () => void): void {
    this.receipts.set(id, onReceipt)
  }
  open(): void {
    this.connected = true
    this.config.onConnect?.({} as IFrame)
  }
  fail(code: string): void {
    this.config.onStompError?.({ headers: { code } } as unknown as IFrame)
    this.drop()
  }
  drop(): void {
    this.connected = false
    this.config.onWebSocketClose?.({})
  }
}

export function harness(given: { token?: () => Promise<string>; renew?: () => Promise<void> } = {}) {
  const world = {
    states: [] as LinkState[],
    clients: [] as FakeClient[],
    timers: [] as (() => void)[],
    waits: [] as number[],
    calledOff: 0,
    /** How often all that was subscribed to was in effect. */
    inEffect: 0,
  }
  const connection = new ChatConnection({
    url: 'ws://host/ws',
    token: given.token ?? (async () => 'token'),
    renew: given.renew ?? (async () => {}),
    onState: (state) => world.states.push(state),
    backoff: new Backoff(),
    onInEffect: () => (world.inEffect += 1),
    later: (callback, milliseconds) => {
      world.timers.push(callback)
      world.waits.push(milliseconds)
      return () => (world.calledOff += 1)
    },
    createClient: () => {
      const client = new FakeClient()
      world.clients.push(client)
      return client as unknown as Client
    },
  })
  const client = async (at: number): Promise<FakeClient> => {
    await expect.poll(() => world.clients.length).toBeGreaterThan(at)
    return world.clients[at] ?? new FakeClient()
  }
  return { connection, world, client }
}

export async function online() {
  const all = harness()
  all.connection.start()
  const client = await all.client(0)
  client.open()
  return { ...all, first: client }
}
