// Whether a window can be shown here, and the words for where it cannot.

/** Why the interface opens in the browser and not in a window of its own. */
export type NoWindow = 'NO_DISPLAY' | 'NO_ELECTRON' | 'ELECTRON_FAILED'

/** Linux without X11 or Wayland has no place for a window; elsewhere there always is one. */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY'])
}

const WHY: Record<NoWindow, string> = {
  NO_DISPLAY: 'There is no display here for the window (to have one, start it from a desktop session)',
  NO_ELECTRON:
    'Electron could not be downloaded (to have the window, start again when github.com can be reached)',
  ELECTRON_FAILED: 'Electron could not start, for the reason above',
}

/** The one line that a person gets in place of the window. */
export function insteadOfWindow(reason: NoWindow, url: string): string {
  return `${WHY[reason]}, so Sarangbang is in the browser: open ${url} – Ctrl+C stops it.`
}

/** For a host that only this computer can reach. Both would use the same folder of data, so one has to end before. */
export function toLetOthersIn(password: string): string {
  return `To let others in, stop this one first (Ctrl+C), then: npm start -- --host 0.0.0.0 --password ${password}`
}
