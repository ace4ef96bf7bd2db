// What the program does for each call of the window.
import type { HostOptions, HostState, Settings } from '../protocol/desktop.ts'
import type { Handlers } from './calls.ts'
import type { Host } from './host.ts'
import type { SettingsFile } from './settings.ts'

/** `apply` is called with the settings each time that a person changes them. */
export function desktopHandlers(
  host: Host,
  settings: SettingsFile,
  apply: (settings: Settings) => void,
): Handlers {
  return {
    'host:state': () => host.state,
    'host:start': (options) => startHosting(host, settings, options),
    'host:stop': async () => {
      await settings.change({ hosting: null })
      return host.stop()
    },
    'settings:read': () => settings.settings,
    'settings:change': async (change) => {
      const changed = await settings.change(change)
      apply(changed)
      return changed
    },
  }
}

/** Hosts, and hosts again at the next start of the program; a host that could not start is not tried again by itself. */
async function startHosting(host: Host, settings: SettingsFile, options: HostOptions): Promise<HostState> {
  const state = await host.start(options)
  if (state.state === 'running') await settings.change({ hosting: options })
  return state
}
