// A whole host in the test's own process: for tests that look at its memory.
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { startApp, type App } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { NO_EXTENSION } from '../../server/extension.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** It listens on free ports, by plain STOMP too, and is closed when the test has finished. */
export async function appHere(...more: string[]): Promise<App> {
  const args = ['--port', '0', '--stomp-port', '0', '--data', temporaryFolder()]
  const invocation = readConfig([...args, ...more], {})
  if (invocation.action !== 'serve') throw new Error('There is nothing to serve.')
  const app = await startApp(invocation.config, {
    rendererDir: null,
    log: pino({ level: 'silent' }),
    extension: NO_EXTENSION,
  })
  onTestFinished(() => app.close())
  return app
}
