import { describe, expect, it } from 'vitest'
import type { Nonce } from '../../../protocol/ids.ts'
import type { HistoryPage } from '../../../protocol/rest.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { postMessage } from '../../../server/chat/post-message.ts'
import { ask, createTestHost, person } from './test-host.ts'

/** A room in which somebody has said one thing, at 2, and how they and another member ask about it. */
async function said() {
  const host = createTestHost()
  const [me, other] = [await person(host), await person(host, '바다')]
  const { roomId } = await me.createRoom('a')
  await enterRoom(host.ports, me.user, roomId)
  const talk = { message: 'first', nonce: 'n' as Nonce }
  await (
    await postMessage(host.ports, me.user, roomId, talk)
  )()
  await enterRoom(host.ports, other.user, roomId)
  const asking =
    (method: 'PATCH' | 'DELETE', payload?: object, token = me.token) =>
    (seq: number | string) =>
      ask(host, {
        method,
        url: `/api/rooms/${roomId}/messages/${seq}`,
        headers: { authorization: `Bearer ${token}` },
        ...(payload === undefined ? {} : { payload }),
      })
  const history = async () => (await me.get(`/api/rooms/${roomId}/messages`)).body as HistoryPage
  return { asking, other, history }
}

describe('PATCH /api/rooms/{id}/messages/{seq}', () => {
  it('[CH10] gives one’s own message another text, which history shows', async () => {
    const { asking, history } = await said()
    const { status, body } = await asking('PATCH', { message: ' second ' })(2)
    expect(status).toBe(200)
    expect(body).toMatchObject({ type: 'EDIT', seq: 4, refersTo: 2, message: 'second' })
    const { entries } = await history()
    expect(entries[1]).toMatchObject({
      type: 'TALK',
      message: 'second',
      editedAt: expect.any(Number) as number,
    })
  })

  it('[LO2] with the same nonce again answers the same', async () => {
    const { asking } = await said()
    const edit = asking('PATCH', { message: 'second', nonce: 'e' })
    expect((await edit(2)).body).toEqual((await edit(2)).body)
  })

  it.each([
    [400, 'BAD_REQUEST', {}],
    [400, 'BAD_REQUEST', { message: 'x', nonce: 'a b' }],
    [400, 'BAD_MESSAGE', { message: ' ' }],
    [413, 'TOO_LONG', { message: 'x'.repeat(4_001) }],
  ])('answers %i %s to a body that will not do', async (status, code, payload) => {
    const { asking } = await said()
    expect(await asking('PATCH', payload)(2)).toMatchObject({ status, body: { code } })
  })
})

describe('DELETE /api/rooms/{id}/messages/{seq}', () => {
  it('[CH10] leaves one’s own message without text, and once only', async () => {
    const { asking, history } = await said()
    const first = await asking('DELETE')(2)
    expect(first).toMatchObject({ status: 200, body: { type: 'DELETE', seq: 4, refersTo: 2 } })
    expect((await asking('DELETE')(2)).body).toEqual(first.body)
    const { entries } = await history()
    expect(entries).toHaveLength(4)
    expect(entries[1]).toMatchObject({ type: 'TALK', message: '', deleted: true })
  })

  it('[CH10] before an edit has that refused', async () => {
    const { asking } = await said()
    await asking('DELETE')(2)
    const answer = await asking('PATCH', { message: 'x' })(2)
    expect(answer).toMatchObject({ status: 409, body: { code: 'ALREADY_DELETED' } })
  })
})

describe.each([
  ['PATCH', { message: 'x' }],
  ['DELETE', undefined],
] as const)('%s', (method, payload) => {
  it('[CH10] of what somebody else has said is NOT_YOURS', async () => {
    const { asking, other } = await said()
    const answer = await asking(method, payload, other.token)(2)
    expect(answer).toMatchObject({ status: 403, body: { code: 'NOT_YOURS' } })
  })

  it.each([0, 1, 3, 99, '-1', '2.0', '0x2', 'x', '%20', '9'.repeat(20)])(
    'at %s finds no message',
    async (seq) => {
      const { asking } = await said()
      expect(await asking(method, payload)(seq)).toMatchObject({
        status: 404,
        body: { code: 'NO_SUCH_MESSAGE' },
      })
    },
  )
})
