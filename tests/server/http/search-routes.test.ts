import { describe, expect, it } from 'vitest'
import type { Nonce } from '../../../protocol/ids.ts'
import type { SearchPage } from '../../../protocol/rest.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { postMessage } from '../../../server/chat/post-message.ts'
import { ask, createTestHost, person } from './test-host.ts'

/** A room in which 1 to 25 were said. */
async function talkedIn() {
  const host = createTestHost()
  const me = await person(host)
  const { roomId } = await me.createRoom('a')
  await enterRoom(host.ports, me.user, roomId)
  for (let i = 1; i <= 25; i++) {
    const post = await postMessage(host.ports, me.user, roomId, {
      message: `그대화가 ${i}`,
      nonce: `n${i}` as Nonce,
    })
    await post()
  }
  const search = (query: string) => me.get(`/api/search${query}`)
  return { host, roomId, search }
}

describe('GET /api/search', () => {
  it('[SR1] answers hits with their marks', async () => {
    const { roomId, search } = await talkedIn()
    const { status, body } = await search(`?q=${encodeURIComponent('대화 25')}`)
    const entry = expect.objectContaining({ roomId, seq: 26, message: '그대화가 25' }) as object
    const marks = [
      [1, 3],
      [5, 7],
    ]
    expect({ status, body }).toEqual({
      status: 200,
      body: { hits: [{ entry, snippet: '그대화가 25', marks }], cursor: null },
    })
  })

  it('[SR4] answers twenty where nothing is said, and the rest by the cursor', async () => {
    const { search } = await talkedIn()
    const first = (await search('?q=%EB%8C%80')).body as SearchPage
    const rest = (await search(`?q=%EB%8C%80&limit=50&cursor=${first.cursor ?? ''}`)).body as SearchPage
    const seqs = [...first.hits, ...rest.hits].map(({ entry }) => entry.seq)
    expect(first.hits).toHaveLength(20)
    expect(seqs).toEqual(Array.from({ length: 25 }, (_, index) => 26 - index))
    expect(rest.cursor).toBeNull()
  })

  it('[SR3] answers the same for a room that is none and for one that cannot be', async () => {
    const { search } = await talkedIn()
    for (const room of ['none', '%00', 'x'.repeat(100)])
      expect(await search(`?q=a&room=${room}`)).toMatchObject({
        status: 404,
        body: { code: 'NO_SUCH_ROOM', message: 'There is no such room.' },
      })
  })

  it.each([
    '',
    '?q=',
    '?q=%20%20',
    '?q=a&q=b',
    '?q=%00',
    `?q=${'a'.repeat(65)}`,
    '?q=a&limit=0',
    '?q=a&limit=51',
    '?q=a&limit=x',
    '?q=a&limit=1&limit=2',
    '?q=a&cursor=',
    '?q=a&cursor=x',
    '?q=a&cursor=1&cursor=2',
    '?q=a&room=a&room=b',
  ])('[SR6] refuses %j in a sentence', async (query) => {
    const { search } = await talkedIn()
    expect(await search(query)).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST', message: expect.stringMatching(/^[A-Za-z][^/^{}]+\.$/) as string },
    })
  })

  it('[SR3] answers nobody who has not signed in', async () => {
    const { host } = await talkedIn()
    expect(await ask(host, { url: '/api/search?q=a' })).toMatchObject({ status: 401 })
  })
})
