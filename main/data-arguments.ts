// The part of the program's command line that is for its host.
import { parseArgs } from 'node:util'

/** `--data DIR`, the folder of the rooms and messages, as the host takes it; nothing where it was not given. `argv` begins with the program. */
export function dataArguments(argv: readonly string[]): string[] {
  const { values } = parseArgs({ args: argv.slice(1), strict: false, options: { data: { type: 'string' } } })
  return typeof values.data === 'string' ? [`--data=${values.data}`] : []
}
