// A message that is edited and deleted at a whole host: what the others hear, what stands afterwards, and what is found of it.
import { expect, it } from 'vitest'
import { APP, inRoom } from '../../protocol/destinations.ts'
import { hostForAll } from '../support/host-process.ts'
import { person } from './people.ts'
import { found } from './talked-host.ts'

const host = hostForAll()

it('[CH10] [LO6] is told to the others, and its old words are in no answer', async () => {
  const { rest, stomp } = await person(host(), '철수')
  const { roomId } = await rest.createRoom('우리 방')
  const log = await stomp.follow(roomId)
  await stomp.enter(roomId)
  for (const words of ['regretted-once', 'regretted-twice']) await stomp.talk(roomId, words)
  expect(await found(host(), rest, 'regretted')).toEqual(['regretted-twice', 'regretted-once'])
  stomp.send(inRoom(APP.edit, roomId), JSON.stringify({ seq: 2, message: 'mended', nonce: 'e' }))
  stomp.send(inRoom(APP.delete, roomId), JSON.stringify({ seq: 3 }))
  const [, , , edit, deletion] = await log.take(5)
  expect(edit).toMatchObject({ type: 'EDIT', seq: 4, refersTo: 2, message: 'mended' })
  expect(deletion).toMatchObject({ type: 'DELETE', seq: 5, refersTo: 3, message: '' })

  const [, first, second] = await rest.history(roomId)
  expect([first?.message, second?.message, second?.deleted]).toEqual(['mended', '', true])
  expect(await found(host(), rest, 'regretted')).toEqual([])
  expect(await found(host(), rest, 'mended')).toEqual(['mended'])
})
