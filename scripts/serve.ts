// `npm run serve`: the host from the command line. Builds the interface that guests get where it is out of date.
import { ensureBuilt } from './ensure-built.ts'
import { serve } from '../server/main.ts'

export async function run(args: readonly string[]): Promise<number> {
  if (!args.includes('--help')) await ensureBuilt(['renderer'])
  return serve(args, process.env)
}
