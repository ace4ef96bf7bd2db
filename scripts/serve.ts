// `npm run serve`: the host from the command line. Builds the interface that guests get where it is out of date.
import { serve } from '../server/serve.ts'
import { stopRequest } from '../server/stop-request.ts'
import { ensureBuilt } from './ensure-built.ts'

/** What is done without hosting. */
const WITHOUT_HOST = ['--help', '--version', 'backup', 'restore', 'import', 'migrate']

export async function run(args: readonly string[]): Promise<number> {
  if (!args.some((arg) => WITHOUT_HOST.includes(arg))) await ensureBuilt(['renderer'])
  return serve(args, process.env, stopRequest())
}
