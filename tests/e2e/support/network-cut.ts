// The network between one window and the host's WebSocket: it can be cut and mended, while the host's pages still load.
import type { Page, WebSocketRoute } from 'playwright-core'

export class NetworkCut {
  readonly #open = new Set<WebSocketRoute>()
  #cut = false

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

  #route(socket: WebSocketRoute): void {
    if (this.#cut) return void socket.close({ code: 1011 })
    socket.connectToServer()
    this.#open.add(socket)
  }
}
