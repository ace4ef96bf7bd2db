// What a spec can do with the desktop app, whatever it runs on.
import type { Page } from 'playwright-core'

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
