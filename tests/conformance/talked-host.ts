// A host on which something was said, and what a search finds there.
import { expect } from 'vitest'
import type { SearchPage } from '../../protocol/rest.ts'
import { startHost, type HostProcess } from '../support/host-process.ts'
import { call, type RestPerson } from '../support/rest-calls.ts'
import { person } from './people.ts'

/** The texts that a search for `q` finds, newest first. */
export async function found({ http }: HostProcess, { token }: RestPerson, q: string): Promise<string[]> {
  const url = `${http}/api/search?${new URLSearchParams({ q }).toString()}`
  const { status, body } = await call<SearchPage>(url, { headers: { Authorization: `Bearer ${token}` } })
  expect(status).toBe(200)
  return body.hits.map(({ entry }) => entry.message)
}

/** A host on which was said what there is to be found. */
export async function talkedHost() {
  const host = await startHost()
  const { rest, stomp } = await person(host, '하늘')
  const { roomId } = await rest.createRoom('방')
  await stomp.enter(roomId)
  await stomp.talk(roomId, '그대화가 Hello')
  return { host, rest, talk: (message: string) => stomp.talk(roomId, message) }
}
