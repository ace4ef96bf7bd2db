// What the window may have beside the standard.
import type { Desktop } from '../protocol/desktop.ts'

declare global {
  interface Window {
    /** Only in the desktop app, put there by its preload. */
    readonly sarangbang?: Desktop
  }
}
