// Lets the program quit only when the host has flushed and the settings are on disk.

/** What we need of Electron's app. */
export interface Quitting {
  on(event: 'before-quit', onQuit: (event: { preventDefault(): void }) => void): unknown
  quit(): void
}

/** Runs `finish` once, the first time that anything asks to quit, and quits when it is done, however it ended. */
export function finishBeforeQuit(app: Quitting, finish: () => Promise<unknown>): void {
  let state: 'running' | 'finishing' | 'finished' = 'running'
  const quit = () => {
    state = 'finished'
    app.quit()
  }
  app.on('before-quit', (event) => {
    if (state === 'finished') return
    event.preventDefault()
    if (state === 'finishing') return
    state = 'finishing'
    void finish().then(quit, quit)
  })
}
