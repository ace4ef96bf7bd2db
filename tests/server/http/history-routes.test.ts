import { describe, expect, it } from 'vitest'
import type { Nonce } from '../../../protocol/ids.ts'
import type { HistoryPage } from '../../../protocol/rest.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { postMessage } from '../../../server/chat/post-message.ts'
import { createTestHost, person } from './test-host.ts'

/** A room whose log holds an ENTER and nine talks. */
async function talkedIn() {
  const host = createTestHost()
  const me = await person(host)
  const { roomId } = await me.createRoom('a')
  await enterRoom(host.ports, me.user, roomId)
  for (let i = 2; i <= 10; i++) {
    const talk = { message: `말 ${i}`, nonce: `n${i}` as Nonce }
    await (
      await postMessage(host.ports, me.user, roomId, talk)
    )()
  }
  return (query: string) => me.get(`/api/rooms/${roomId}/messages${query}`)
}

describe('GET /api/rooms/{id}/messages', () => {
  it.each([
    ['', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], false],
    ['?limit=3', [8, 9, 10], true],
    ['?before=4&limit=2', [2, 3], true],
    ['?before=3', [1, 2], false],
    ['?after=0&limit=2', [1, 2], true],
    ['?after=8', [9, 10], false],
    ['?after=10', [], false],
    ['?around=5&limit=3', [4, 5, 6], true],
    ['?limit=200&unknown=x', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], false],
  ])('%s', async (query, seqs, more) => {
    const { status, body } = await (await talkedIn())(query)
    const page = body as HistoryPage
    expect(status).toBe(200)
    expect(page.entries.map((entry) => entry.seq)).toEqual(seqs)
    expect(page.more).toBe(more)
  })

  it('answers whole entries', async () => {
    const { body } = await (await talkedIn())('?limit=1')
    expect((body as HistoryPage).entries[0]).toEqual({
      type: 'TALK',
      roomId: expect.any(String) as string,
      seq: 10,
      epoch: expect.any(String) as string,
      senderId: expect.any(String) as string,
      sender: '하늘',
      message: '말 10',
      sentAt: expect.any(Number) as number,
      nonce: 'n10',
    })
  })

  it.each([
    '?limit=0',
    '?limit=201',
    '?limit=x',
    '?limit=',
    '?before=-1',
    '?before=1&after=1',
    '?before=1&before=2',
    '?around=99999999999999999999',
    '?before=',
    '?after=+1',
    '?limit=true',
    '?limit=0x10',
    '?limit=1.5',
    '?limit=1e1',
    '?limit=%201',
  ])('refuses %s in a sentence', async (query) => {
    expect(await (await talkedIn())(query)).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST', message: expect.stringMatching(/^[A-Za-z][^/^{}]+\.$/) as string },
    })
  })
})
