// `npm run serve`: the host from the command line. Builds the interface that guests get where it is out of date.
import { serve } from '../server/serve.ts'
import { stopRequest } from '../server/stop-request.ts'
import { ensureBuilt } from './ensure-built.ts'

/** Questions that are answered without hosting. */
const ASKING = ['--help', '--version']

export async function run(args: readonly string[]): Promise<number> {
  if (!args.some((arg) => ASKING.includes(arg))) await ensureBuilt(['renderer'])
  return serve(args, process.env, stopRequest())
}
