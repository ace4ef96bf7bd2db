// The part of the program's own start that its host must know.
import { parseArgs } from 'node:util'

/**
 * `--data DIR`, the folder of the rooms and messages, where the program's command line has it, and the origin of Vite's page
 * while developing. `argv` begins with the program; `devUrl` is null where the page is the built one.
 */
export function hostArguments(argv: readonly string[], devUrl: string | null): string[] {
  const { values } = parseArgs({ args: argv.slice(1), strict: false, options: { data: { type: 'string' } } })
  const data = typeof values.data === 'string' ? [`--data=${values.data}`] : []
  return devUrl === null ? data : [...data, `--origin=${new URL(devUrl).origin}`]
}
