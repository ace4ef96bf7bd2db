// `npm run example:greeting`: a host with one destination of its own, and the doors that clients of Spring's tutorial on STOMP
// over WebSocket know. Its page is at the address that it prints.
import { join } from 'node:path'
import { serve } from '../../server/serve.ts'
import { stopRequest } from '../../server/stop-request.ts'
import { greeting } from './greeting.ts'

/** Not where the chat of whoever tries this lies. */
const DATA = join(import.meta.dirname, '../../out/greeting/data')

/** `args`: options of a host; see `npm run serve -- --help`. Resolves with the exit code when it was asked to stop. */
export function run(args: readonly string[]): Promise<number> {
  return serve(['--open-topics', '--data', DATA, ...args], process.env, stopRequest(), greeting())
}
