// Keeps the window on its own page: no navigation away, no second window, no embedded browser.
import { shell, type WebContents } from 'electron'
import { isOurPage, opensOutside } from './origin.ts'

/** For every page of the program. Links to the web open in the person's browser. */
export function confine(contents: WebContents, devUrl: string | null): void {
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (!isOurPage(event.url, devUrl)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (opensOutside(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}
