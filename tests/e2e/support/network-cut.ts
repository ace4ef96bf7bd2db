// The network between one window and the host's WebSocket: it can be cut and mended, while the host's pages still load.
import type { Page, WebSocketRoute } from 'playwright-core'

export class NetworkCut {
  readonly #open = new Set<WebSocketRoute>()
  #cut = false
  #lost: string | null = null

  /** To be laid before the page connects. */
  static async laid(page: Page): Promise<NetworkCut> {
    const network = new NetworkCut()
    await page.routeWebSocket('**/ws', (socket) => network.#route(socket))
    return network
  }

  /** Ends what is connected and lets nothing through until `mend`. */
  async cut(): Promise<void> {
    this.#cut = true
    await Promise.all([...this.#open].map((socket) => socket.close({ code: 1011 })))
    this.#open.clear()
  }

  mend(): void {
    this.#cut = false
  }

  /** The message with this text goes to a room that does not exist: the host refuses it. */
  misdirect(text: string): void {
    this.#lost = text
  }

  #route(socket: WebSocketRoute): void {
    if (this.#cut) return void socket.close({ code: 1011 })
    const host = socket.connectToServer()
    socket.onMessage((frame) => host.send(typeof frame === 'string' ? this.#directed(frame) : frame))
    this.#open.add(socket)
  }

  #directed(frame: string): string {
    if (this.#lost === null || !frame.includes(this.#lost)) return frame
    return frame.replace(/(destination:\/app\/rooms\/)[^/]+/, `$1${crypto.randomUUID()}`)
  }
}
