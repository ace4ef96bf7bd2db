// A room taken out of one host and put into others by the command line, as people do it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { RoomExport, SearchPage } from '../../protocol/rest.ts'
import { HostProcess, runHost, startHost } from '../support/host-process.ts'
import { call, comeAsGuest } from '../support/rest-calls.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { person } from './people.ts'

it('[IM1] [IM3] [IM7] exported over REST, imported on the command line, found and read again', async () => {
  const host = await startHost()
  const { rest, stomp } = await person(host, '하늘')
  const { roomId } = await rest.createRoom('방')
  await stomp.enter(roomId)
  await stomp.talk(roomId, '그대화가 Hello')
  const headers = { Authorization: `Bearer ${rest.token}` }
  const { body } = await call<RoomExport>(`${host.http}/api/rooms/${roomId}/export`, { headers })
  const file = join(temporaryFolder(), 'room.json')
  writeFileSync(file, JSON.stringify(body))

  const busy = await runHost('import', '--from', file, '--data', host.data)
  expect(busy).toEqual({ code: 1, stdout: '', stderr: `Another host is using ${host.data}.\n` })
  await host.stop()
  const again = await runHost('import', '--from', file, '--data', host.data)
  expect(again).toMatchObject({ code: 0, stderr: 'Importing …\n' })
  const said = JSON.parse(again.stdout) as { roomId: string }
  expect(said).toMatchObject({
    event: 'imported',
    data: host.data,
    exportedRoomId: roomId,
    name: '방',
    entries: 2,
  })
  expect(said.roomId).not.toBe(roomId)

  await host.start()
  const search = `${host.http}/api/search?q=${encodeURIComponent('대화')}`
  const { hits } = (await call<SearchPage>(search, { headers })).body
  expect(hits.map(({ entry }) => entry.roomId)).toEqual([said.roomId, roomId])
})

it('[IM2] [IM3] into a folder that was no host: everybody can read an open room', async () => {
  const host = await startHost()
  const { rest, stomp } = await person(host, '하늘')
  const { roomId } = await rest.createRoom('방')
  await stomp.enter(roomId)
  await stomp.talk(roomId, '안녕')
  const headers = { Authorization: `Bearer ${rest.token}` }
  const exported = await fetch(`${host.http}/api/rooms/${roomId}/export`, { headers })
  const folder = temporaryFolder()
  const [file, data] = [join(folder, 'room.json'), join(folder, 'data')]
  writeFileSync(file, await exported.text())
  expect(await runHost('import', '--from', file, '--data', data)).toMatchObject({ code: 0 })
  const other = new HostProcess(data, [])
  onTestFinished(() => other.dispose())
  await other.start()
  const guest = await comeAsGuest(other.http, '손님')
  expect(await guest.rooms()).toMatchObject([{ roomId, name: '방', members: 0 }])
  const [entered, talk] = await guest.history(roomId)
  expect([entered?.type, talk?.sender, talk?.message]).toEqual(['ENTER', '하늘', '안녕'])
})
