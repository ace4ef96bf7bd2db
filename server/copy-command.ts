// The commands `backup`, `restore` and `import` as they stand on a command line.
import type { Login } from '../protocol/ids.ts'
import { ConfigError, toAccountLogin, toFile, toFolder } from './config-values.ts'
import { readOptions, type Given } from './options.ts'

export const COPY_ACTIONS = ['backup', 'restore', 'import'] as const
type CopyAction = (typeof COPY_ACTIONS)[number]

/** Paths are as they were given. `force`: a file that is there may be replaced. `owner`: whose the room is to be; null for whose it was. */
export type CopyCommand =
  | { readonly action: 'backup'; readonly dataDir: string; readonly file: string; readonly force: boolean }
  | { readonly action: 'restore'; readonly dataDir: string; readonly file: string }
  | {
      readonly action: 'import'
      readonly dataDir: string
      readonly file: string
      readonly owner: Login | null
    }

const BACKUP_OPTIONS = {
  data: { type: 'string' },
  to: { type: 'string' },
  force: { type: 'boolean' },
} as const
const RESTORE_OPTIONS = { data: { type: 'string' }, from: { type: 'string' } } as const
const IMPORT_OPTIONS = { ...RESTORE_OPTIONS, owner: { type: 'string' } } as const

/** `argv`: what follows the command. Throws ConfigError. */
export function readCopyCommand(action: CopyAction, argv: readonly string[]): CopyCommand {
  switch (action) {
    case 'backup': {
      const given = readOptions(argv, BACKUP_OPTIONS)
      const dataDir = toFolder('--data', needed(action, given, 'data'))
      return { action, dataDir, file: toFile('--to', needed(action, given, 'to')), force: 'force' in given }
    }
    case 'restore':
      return { action, ...fromFile(action, readOptions(argv, RESTORE_OPTIONS)) }
    case 'import': {
      const given = readOptions(argv, IMPORT_OPTIONS)
      const owner = given.owner?.at(-1)
      return {
        action,
        ...fromFile(action, given),
        owner: owner === undefined ? null : toAccountLogin('--owner', owner),
      }
    }
  }
}

function fromFile(
  action: CopyAction,
  given: Given<'from' | 'data'>,
): { readonly dataDir: string; readonly file: string } {
  const file = toFile('--from', needed(action, given, 'from'))
  return { dataDir: toFolder('--data', needed(action, given, 'data')), file }
}

function needed<Option extends string>(action: CopyAction, given: Given<Option>, option: Option): string {
  const text = given[option]?.at(-1)
  if (text === undefined) throw new ConfigError(`${action} needs --${option}; see --help.`)
  return text
}
