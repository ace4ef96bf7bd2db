// A message that is edited and one that is deleted: their old words are soon in none of the files of a host that keeps its own.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { APP, inRoom } from '../../protocol/destinations.ts'
import { hostForAll } from '../support/host-process.ts'
import { person } from './people.ts'

const host = hostForAll()
const PATIENCE = 30_000

const files = () =>
  readdirSync(host().data)
    .map((file) => readFileSync(join(host().data, file), 'latin1'))
    .join()

it('[LO6] old words are soon nowhere', async () => {
  const { rest, stomp } = await person(host(), '철수')
  const { roomId } = await rest.createRoom('우리 방')
  await stomp.enter(roomId)
  for (const words of ['regretted-once', 'regretted-twice']) {
    await stomp.talk(roomId, words)
    expect(files()).toContain(words)
  }
  await stomp.sendForReceipt(
    inRoom(APP.edit, roomId),
    JSON.stringify({ seq: 2, message: 'mended', nonce: 'e' }),
  )
  await stomp.sendForReceipt(inRoom(APP.delete, roomId), JSON.stringify({ seq: 3 }))
  await vi.waitFor(() => expect(files()).not.toMatch(/regretted/), { timeout: PATIENCE, interval: 200 })
  expect(files()).toContain('mended')
})
