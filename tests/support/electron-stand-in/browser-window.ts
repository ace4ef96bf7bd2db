// A window: a page of Chromium, with the events by which the program keeps it where it belongs.
import { EventEmitter } from 'node:events'
import type { Page, Route } from 'playwright-core'
import { app } from './app.ts'
import { fromChromium, toChromium } from './addresses.ts'
import { connectPages, send } from './ipc.ts'

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

interface Options {
  width: number
  height: number
  webPreferences: { preload: string; contextIsolation: boolean; sandbox: boolean; nodeIntegration: boolean }
}

class WebContents extends EventEmitter {
  #page: Page | null = null
  #onOpen: OpenHandler = () => ({ action: 'allow' })
  #wanted = ''

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#onOpen = handler
  }

  send(channel: string, event: unknown): void {
    // A page that is closing hears nothing any more, in Electron neither.
    if (this.#page !== null) void send(this.#page, channel, event).catch(() => undefined)
  }

  /** Shows the address in the page, which no other way out of the program's hands is left to. */
  async show(page: Page, url: string): Promise<void> {
    this.#wanted = toChromium(url)
    await page.route('**/*', (route) => this.#navigate(page, route))
    page.on('popup', (popup) => {
      if (this.#onOpen({ url: popup.url() }).action === 'deny') void popup.close()
    })
    await page.goto(this.#wanted)
    this.#page = page
  }

  async #navigate(page: Page, route: Route): Promise<void> {
    const request = route.request()
    const leaves = request.isNavigationRequest() && request.url() !== this.#wanted
    if (leaves && request.frame() === page.mainFrame() && this.#isHeldAt(request.url()))
      return route.abort('aborted')
    return route.fallback()
  }

  #isHeldAt(url: string): boolean {
    let held = false
    this.emit('will-navigate', { url: fromChromium(url), preventDefault: () => (held = true) })
    return held
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly #open = new Set<BrowserWindow>()
  readonly webContents = new WebContents()
  readonly #options: Options

  constructor(options: Options) {
    super()
    const { contextIsolation, sandbox, nodeIntegration } = options.webPreferences
    if (!contextIsolation || !sandbox || nodeIntegration) throw new Error('This window is not isolated.')
    this.#options = options
    BrowserWindow.#open.add(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#open]
  }

  async loadURL(url: string): Promise<void> {
    await connectPages(app.context, this.#options.webPreferences.preload)
    const [first] = app.context.pages()
    const page = first ?? (await app.context.newPage())
    page.on('close', () => this.#closed())
    await this.webContents.show(page, url)
    this.emit('ready-to-show')
  }

  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 0, y: 0, width: this.#options.width, height: this.#options.height }
  }

  isMaximized(): boolean {
    return false
  }

  isMinimized(): boolean {
    return false
  }

  show(): void {
    process.send?.({ event: 'shown' })
  }

  focus(): void {
    process.send?.({ event: 'focused' })
  }

  #closed(): void {
    this.emit('close')
    BrowserWindow.#open.delete(this)
    if (BrowserWindow.#open.size === 0) app.emit('window-all-closed')
  }
}
