// Reads the options of a command line by a table of those that there are, and says in one sentence what is wrong with them.
import { parseArgs } from 'node:util'
import { ConfigError } from './config-values.ts'

/** The options of a command; `multiple` only says that each is meant where one is given more than once. */
export type OptionTable = Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>
>

/** The options as they were given: the texts of each, in order; '' for one that takes no value. */
export type Given<Option extends string> = Partial<Record<Option, string[]>>

/** Throws ConfigError. Not `parseArgs`'s strict mode, whose messages speak to programmers: the tokens are checked here instead. */
export function readOptions<Table extends OptionTable>(
  argv: readonly string[],
  table: Table,
): Given<keyof Table & string> {
  const { tokens } = parseArgs({ args: [...argv], options: table, strict: false, tokens: true })
  const given: Given<keyof Table & string> = {}
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') throw new ConfigError(`"${token.value}" is not an option; see --help.`)
    const option = knownOption(table, token.name, token.rawName)
    ;(given[option] ??= []).push(valueOf(table, option, token))
  }
  return given
}

function knownOption<Table extends OptionTable>(
  table: Table,
  name: string,
  rawName: string,
): keyof Table & string {
  if (Object.hasOwn(table, name) && rawName.startsWith('--')) return name
  throw new ConfigError(`There is no option ${rawName}; see --help.`)
}

interface Said {
  value?: string | undefined
  inlineValue?: boolean | undefined
}

/** A value that begins with a hyphen is far more often a forgotten one: it is taken only when it is joined by `=`. */
function valueOf(table: OptionTable, option: string, { value, inlineValue = false }: Said): string {
  if (table[option]?.type === 'boolean') {
    if (inlineValue) throw new ConfigError(`--${option} takes no value.`)
    return ''
  }
  if (value !== undefined && (inlineValue || !value.startsWith('-'))) return value
  throw new ConfigError(
    `--${option} needs a value; one that begins with a hyphen is given as --${option}=VALUE.`,
  )
}
