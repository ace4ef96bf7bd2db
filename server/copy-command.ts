// The commands `backup` and `restore` as they stand on a command line.
import { ConfigError, toFile, toFolder } from './config-values.ts'
import { readOptions, type Given } from './options.ts'

export const COPY_ACTIONS = ['backup', 'restore'] as const
type CopyAction = (typeof COPY_ACTIONS)[number]

/** Paths are as they were given. `force`: a file that is there may be replaced. */
export type CopyCommand =
  | { readonly action: 'backup'; readonly dataDir: string; readonly file: string; readonly force: boolean }
  | { readonly action: 'restore'; readonly dataDir: string; readonly file: string }

const BACKUP_OPTIONS = {
  data: { type: 'string' },
  to: { type: 'string' },
  force: { type: 'boolean' },
} as const
const RESTORE_OPTIONS = { data: { type: 'string' }, from: { type: 'string' } } as const

/** `argv`: what follows the command. Throws ConfigError. */
export function readCopyCommand(action: CopyAction, argv: readonly string[]): CopyCommand {
  switch (action) {
    case 'backup': {
      const given = readOptions(argv, BACKUP_OPTIONS)
      const dataDir = toFolder('--data', needed(action, given, 'data'))
      return { action, dataDir, file: toFile('--to', needed(action, given, 'to')), force: 'force' in given }
    }
    case 'restore': {
      const given = readOptions(argv, RESTORE_OPTIONS)
      const file = toFile('--from', needed(action, given, 'from'))
      return { action, dataDir: toFolder('--data', needed(action, given, 'data')), file }
    }
  }
}

function needed<Option extends string>(action: CopyAction, given: Given<Option>, option: Option): string {
  const text = given[option]?.at(-1)
  if (text === undefined) throw new ConfigError(`${action} needs --${option}; see --help.`)
  return text
}
