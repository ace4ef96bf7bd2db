// The commands `backup`, `restore` and `import` on the command line: what they take, and the sentences for what they do not.
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { ConfigError } from '../../server/config-values.ts'
import { HELP } from '../../server/help.ts'

function read(line: string): unknown {
  try {
    return readConfig(line.split(' '), {})
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

describe('backup, restore and import', () => {
  it('[BK6] take the folder and the file', () => {
    const backup = { action: 'backup', dataDir: 'd', file: 'f', force: false }
    expect(read('backup --data d --to f')).toEqual(backup)
    expect(read('backup --to=f --force --data=d')).toEqual({ ...backup, force: true })
    expect(read('restore --from f --data d')).toEqual({ action: 'restore', dataDir: 'd', file: 'f' })
    expect(read('import --from f --data d')).toEqual({
      action: 'import',
      dataDir: 'd',
      file: 'f',
      owner: null,
    })
    expect(read('import --from f --data d --owner Haneul')).toMatchObject({ owner: 'haneul' })
  })

  it.each([
    ['backup', 'backup needs --data; see --help.'],
    ['backup --data d', 'backup needs --to; see --help.'],
    ['backup --data d --to', '--to needs a value'],
    ['backup --data d --to=', '--to takes the path of a file.'],
    ['backup --data d --to a\0b', '--to takes the path of a file.'],
    ['backup --data= --to f', '--data takes the path of a folder.'],
    ['backup --data d --to f --force=yes', '--force takes no value.'],
    ['backup --data d --to f --port 1', 'There is no option --port; see --help.'],
    ['backup --data d --to f g', '"g" is not an option; see --help.'],
    ['restore', 'restore needs --from; see --help.'],
    ['restore --from f', 'restore needs --data; see --help.'],
    ['restore --from f --data d --force', 'There is no option --force; see --help.'],
    ['import --data d', 'import needs --from; see --help.'],
    ['import --data d --from f --owner=', '--owner takes the login of an account'],
    ['import --data d f', '"f" is not an option; see --help.'],
    ['--port 1 backup', '"backup" is not an option; see --help.'],
    ['--to f', 'There is no option --to; see --help.'],
  ])('[BK6] %s: %s', (line, sentence) => {
    expect(read(line)).toContain(sentence)
  })

  it('[BK6] have their words in --help', () => {
    expect(read('backup --help')).toEqual({ action: 'help' })
    for (const word of ['backup ', 'restore ', 'import ', '--to FILE', '--from FILE', '--force'])
      expect(HELP).toContain(word)
  })
})
