// The program's one window.
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { boundsFor } from './window-place.ts'
import type { WindowPlace } from './stored-settings.ts'

const SMALLEST = { minWidth: 360, minHeight: 480 }

export interface WindowOptions {
  /** The address of the page. */
  url: string
  preload: string
  place: WindowPlace | null
  /** Called when the window closes, with where it was. */
  onClose: (place: WindowPlace) => void
}

/** Opens the window; it shows itself when its page has been drawn, so that nobody sees it blank. */
export function openWindow({ url, preload, place, onClose }: WindowOptions): BrowserWindow {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    ...boundsFor(place, screens),
    ...SMALLEST,
    title: 'Sarangbang',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14201d' : '#f7faf8',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      // Electron would fetch its dictionaries from a server.
      spellcheck: false,
      // A hidden window must go on with its heart-beats, or the host takes its person for gone.
      backgroundThrottling: false,
    },
  })
  window.once('ready-to-show', () => (place?.maximized === true ? window.maximize() : window.show()))
  window.on('close', () => onClose(placeOf(window)))
  void window.loadURL(url)
  return window
}

/** Brings the window to the person, from behind others or from the dock. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Where the window is, to be remembered. */
export function placeOf(window: BrowserWindow): WindowPlace {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() }
}
