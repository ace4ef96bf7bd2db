// What an import holds on to does not grow with its file.
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { importRoom } from '../../../server/import/import-room.ts'
import { importInto } from '../../../server/store/sqlite/import-into.ts'
import { span } from '../../contracts/samples.ts'
import { heapInUse } from '../../support/heap-in-use.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { exportFile, newFolder, said } from './rooms-on-disk.ts'

const PORTIONS = 20
const PORTION = 1_000
const MORE = 3_000_000

/** Some 10 MB. */
async function largeFile(): Promise<string> {
  const path = join(temporaryFolder(), 'room.json')
  const file = createWriteStream(path)
  const whole = exportFile([])
  file.write(whole.slice(0, -2))
  for (const portion of span(0, PORTIONS - 1)) {
    const lines = span(portion * PORTION + 1, (portion + 1) * PORTION).map((n) =>
      JSON.stringify(said(n, { message: `말 ${n} ${'가'.repeat(120)}` })),
    )
    file.write((portion === 0 ? '\n' : ',\n') + lines.join(',\n'))
  }
  file.end('\n]}\n')
  await once(file, 'finish')
  return path
}

it('[IM6] a room of any size is imported in bounded memory', { timeout: 60_000 }, async () => {
  const path = await largeFile()
  const shares = [0.1, 0.5, 0.95]
  const held: number[] = []
  const onProgress = (_step: string, share: number | null): void => {
    if (share !== null && share >= (shares[held.length] ?? 2)) held.push(heapInUse())
  }
  const signal = new AbortController().signal
  const done = await importInto(newFolder(), (room) =>
    importRoom({ file: path, owner: null }, room, { onProgress, signal }),
  )
  expect(done.entries).toBe(PORTIONS * PORTION)
  expect(held).toHaveLength(3)
  expect(Math.max(...held) - (held[0] ?? 0)).toBeLessThan(MORE)
})
