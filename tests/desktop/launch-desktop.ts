// Starts the built desktop app for a spec: on Electron where it is, else on the stand-in. The specs cannot tell which.
import type { Page } from 'playwright-core'
import { hasDisplay } from '../../scripts/display.ts'
import { installedElectron } from '../../scripts/electron-binary.ts'
import { launchElectron } from './launch-electron.ts'
import { launchStandIn } from './launch-stand-in.ts'

/** A running app. */
export interface Desktop {
  page: Page
  /** The address of the program's page, as this browser has it. */
  home: string
  /** What was handed to the person's browser, oldest first. */
  openedOutside(): Promise<string[]>
  /** Opens an address in a further window with the same preload, which the program did not open. */
  openForeign(url: string): Promise<Page>
  /** How often the window was brought to the front. */
  timesFocused(): Promise<number>
  /** Quits as a person does; resolves with the exit code when the program and its children are gone. */
  quit(): Promise<number>
  /** For a spec that failed on its way: ends the program, if it still runs. */
  end(): void
}

export interface LaunchOptions {
  /** An empty folder, or one that an earlier start has used. */
  folder: string
}

/** Starts it; with a folder that is in use, a second instance comes and goes, and `null` is answered. */
export type Launch = (options: LaunchOptions) => Promise<Desktop | null>

const electron = hasDisplay(process.platform, process.env) ? installedElectron() : null

export const launchDesktop: Launch = (options) =>
  electron === null ? launchStandIn(options) : launchElectron(electron, options)

/** Which of the two it is, for the report. */
export const launchedOn = electron === null ? 'the stand-in' : 'Electron'
