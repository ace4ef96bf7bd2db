// Does what a command line asks for. Hosts: starts, says where it listens or why it does not, and stops when it is asked to.
import { readConfig, ConfigError, type Config, type Environment } from './config.ts'
import { startApp } from './app.ts'
import { NO_EXTENSION, type Extension } from './extension.ts'
import { copy } from './copy.ts'
import { HELP } from './help.ts'
import { createLogger } from './log.ts'
import { findRenderer } from './renderer-dir.ts'
import { VERSION } from './version.ts'
import { keepYoungGeneration } from './young-generation.ts'

/** Exit codes: 1 for a failure of the host, 2 for a command line that cannot be followed. */
const FAILED = 1
const MISUSED = 2

/** Resolves with the process's exit code when all is done; a host has stopped by then: after `stop`, or at once where it cannot start. `extension`: what the host has that others have not. */
export async function serve(
  argv: readonly string[],
  env: Environment,
  stop: Promise<unknown>,
  extension: Extension = NO_EXTENSION,
): Promise<number> {
  try {
    const invocation = readConfig(argv, env)
    if (invocation.action === 'serve') return await hostUntil(stop, invocation.config, extension)
    if (invocation.action === 'migrate') {
      const { migrate } = await import('./migrate.ts')
      return await migrate(invocation, stop)
    }
    if (invocation.action !== 'help' && invocation.action !== 'version') return await copy(invocation, stop)
    process.stdout.write(invocation.action === 'help' ? HELP : `${VERSION}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    return MISUSED
  }
}

async function hostUntil(stop: Promise<unknown>, config: Config, extension: Extension): Promise<number> {
  const log = createLogger(config.logLevel)
  try {
    const app = await startApp(config, { rendererDir: extension.page ?? findRenderer(), log, extension })
    const { http, ws, stomp } = app
    keepYoungGeneration()
    say({ event: 'listening', http, ws, stomp, data: config.dataDir })
    await stop
    await app.drain(config.drain)
    await app.close()
    return 0
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    say({ event: 'failed', code: code ?? 'UNKNOWN', message })
    process.stderr.write(`${message}\n`)
    log.debug({ err: error }, 'the host ended')
    return FAILED
  }
}

/** The lines on standard output are for programs, one JSON object each; people read standard error. */
function say(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`)
}
