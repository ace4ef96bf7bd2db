// Starts the built desktop app for a spec: on Electron where it is, else on the stand-in. The specs cannot tell which.
import { hasDisplay } from '../../scripts/display.ts'
import { installedElectron } from '../../scripts/electron-binary.ts'
import type { Desktop, LaunchOptions } from './desktop-app.ts'
import { launchElectron } from './launch-electron.ts'
import { launchStandIn } from './launch-stand-in.ts'

/** Starts it; with a folder that is in use, a second instance comes and goes, and `null` is answered. */
export type Launch = (options: LaunchOptions) => Promise<Desktop | null>

const electron = hasDisplay(process.platform, process.env) ? installedElectron() : null

export const launchDesktop: Launch = (options) =>
  electron === null ? launchStandIn(options) : launchElectron(electron, options)

/** Which of the two it is, for the report. */
export const launchedOn = electron === null ? 'the stand-in' : 'Electron'
