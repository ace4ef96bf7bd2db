import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { DataFolderError } from '../../../../server/store/data-folder.ts'
import { lockFolder } from '../../../../server/store/sqlite/folder-lock.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

it('gives a folder to one at a time', () => {
  const folder = temporaryFolder()
  const unlock = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(DataFolderError)
  unlock()
  lockFolder(folder)()
})

it('holds the folder although nobody keeps what would let go of it', async () => {
  const folder = temporaryFolder()
  lockFolder(folder)
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => void setImmediate(resolve))
    collectGarbage()
  }
  expect(() => lockFolder(folder)).toThrow(DataFolderError)
})

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
}
