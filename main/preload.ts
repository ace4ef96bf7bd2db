// The window's only way to the main process: the calls and events of protocol/desktop.ts, by name, and nothing else.
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import type { DesktopCall, DesktopEvent } from '../protocol/desktop.ts'

// The names are repeated here, under the compiler's eye, so that the preload does not load the schemas.
const CALLS = {
  'host:state': true,
  'host:start': true,
  'host:stop': true,
  'settings:read': true,
  'settings:change': true,
} as const satisfies Record<DesktopCall, true>
const EVENTS = { 'host:changed': true } as const satisfies Record<DesktopEvent, true>

contextBridge.exposeInMainWorld('sarangbang', {
  call(channel: string, ...args: unknown[]): Promise<unknown> {
    if (!Object.hasOwn(CALLS, channel)) return Promise.reject(new Error(`There is no call ${channel}.`))
    return ipcRenderer.invoke(channel, ...args)
  },
  on(channel: string, onEvent: (event: unknown) => void): () => void {
    if (!Object.hasOwn(EVENTS, channel)) throw new Error(`There is no event ${channel}.`)
    const listener = (_: IpcRendererEvent, event: unknown) => onEvent(event)
    ipcRenderer.on(channel, listener)
    return () => void ipcRenderer.off(channel, listener)
  },
})
