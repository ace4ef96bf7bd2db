// The calls and events between pages and the program: a binding in one direction, a script in the other.
import { readFile } from 'node:fs/promises'
import type { BrowserContext, Frame, Page } from 'playwright-core'
import { fromChromium } from './addresses.ts'

interface SenderFrame {
  url: string
}
interface InvokeEvent {
  sender: { mainFrame: SenderFrame }
  senderFrame: SenderFrame
}
type Listener = (event: InvokeEvent, ...args: unknown[]) => unknown

const listeners = new Map<string, Listener>()

export const ipcMain = {
  handle(channel: string, listener: Listener): void {
    listeners.set(channel, listener)
  },
}

/** Lets every page call, and runs the preload in it before its own scripts. */
export async function connectPages(context: BrowserContext, preload: string): Promise<void> {
  await context.exposeBinding('standInInvoke', ({ frame }, channel: string, args: unknown[]) =>
    invoke(frame, channel, args),
  )
  const source = await readFile(preload, 'utf8')
  await context.addInitScript(`(() => { ${PAGE_SIDE}; ((require) => { ${source} })(() => electron) })()`)
}

/** Sends an event to a page. */
export async function send(page: Page, channel: string, event: unknown): Promise<void> {
  const name = JSON.stringify(`stand-in:${channel}`)
  await page.evaluate(`dispatchEvent(new CustomEvent(${name}, { detail: ${JSON.stringify(event)} }))`)
}

async function invoke(frame: Frame, channel: string, args: unknown[]): Promise<unknown> {
  const listener = listeners.get(channel)
  if (listener === undefined) throw new Error(`No handler registered for '${channel}'`)
  const senderFrame = { url: fromChromium(frame.url()) }
  const isMain = frame === frame.page().mainFrame()
  const mainFrame = isMain ? senderFrame : { url: fromChromium(frame.page().url()) }
  return listener({ sender: { mainFrame }, senderFrame }, ...args)
}

/** What a sandboxed preload may require, on the page's side. */
const PAGE_SIDE = `
  const registered = new Map()
  const electron = {
    contextBridge: { exposeInMainWorld: (name, api) => { window[name] = Object.freeze(api) } },
    ipcRenderer: {
      invoke: (channel, ...args) => window.standInInvoke(channel, args),
      on: (channel, listener) => {
        const onEvent = (event) => listener({}, event.detail)
        registered.set(listener, onEvent)
        window.addEventListener('stand-in:' + channel, onEvent)
      },
      off: (channel, listener) => window.removeEventListener('stand-in:' + channel, registered.get(listener)),
    },
  }`
