// Editing and deleting what one has said: who may, and what stands then.
import { describe, expect, it } from 'vitest'
import type { Nonce } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import type { User } from '../../../protocol/rest.ts'
import { deleteMessage } from '../../../server/chat/delete-message.ts'
import { editMessage } from '../../../server/chat/edit-message.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { leaveRoom } from '../../../server/chat/leave-room.ts'
import { postMessage } from '../../../server/chat/post-message.ts'
import { person, room, seq } from '../../contracts/samples.ts'
import { openRoom } from './chat.ts'

const [A, B] = [person('a'), person('b')]
/** Where what A said stands, after their ENTER and that of B. */
const SAID = 3

async function said() {
  const { ports, roomId } = await openRoom()
  for (const one of [A, B]) await enterRoom(ports, one, roomId)
  await (
    await postMessage(ports, A, roomId, { message: 'first', nonce: 'n' as Nonce })
  )()
  const edit = async (by: User, at: number, message: string, nonce = message.slice(0, 9)) =>
    (await editMessage(ports, by, roomId, { seq: seq(at), message, nonce: nonce as Nonce }))()
  const remove = async (by: User, at: number) => (await deleteMessage(ports, by, roomId, { seq: seq(at) }))()
  const entries = () => ports.log.read(roomId, { after: seq(0), limit: 99 })
  return { ports, roomId, edit, remove, entries, talk: async () => (await entries())[SAID - 1] }
}

describe('editing', () => {
  it('[CH10] gives the message the new text, made ready as that of a talk', async () => {
    const { edit, talk } = await said()
    const { entry } = await edit(A, SAID, ' second\r\n line ')
    expect(entry).toMatchObject({ type: 'EDIT', seq: 4, refersTo: SAID, message: 'second\n line' })
    expect(await talk()).toMatchObject({ type: 'TALK', message: 'second\n line', editedAt: entry.sentAt })
  })

  it('[LO2] with the same nonce again keeps nothing new', async () => {
    const { edit, entries } = await said()
    await edit(A, SAID, 'second', 'e')
    expect(await edit(A, SAID, 'third', 'e')).toMatchObject({ duplicate: true, entry: { message: 'second' } })
    expect(await entries()).toHaveLength(4)
  })

  it.each([
    ['BAD_MESSAGE', ' \n'],
    ['TOO_LONG', 'x'.repeat(LIMITS.messageLength + 1)],
  ])('[CH10] is refused with %s for a text that cannot be kept', async (code, message) => {
    const { edit, talk } = await said()
    await expect(edit(A, SAID, message)).rejects.toMatchObject({ code })
    expect(await talk()).toMatchObject({ message: 'first' })
  })

  it('[CH10] takes a text that is as long as it may be', async () => {
    const { edit, talk } = await said()
    await edit(A, SAID, '가'.repeat(LIMITS.messageLength))
    expect((await talk())?.message).toHaveLength(LIMITS.messageLength)
  })

  it('[CH10] a message that has been deleted is refused', async () => {
    const { edit, remove, talk } = await said()
    await remove(A, SAID)
    await expect(edit(A, SAID, 'x')).rejects.toMatchObject({ code: 'ALREADY_DELETED' })
    expect(await talk()).toMatchObject({ message: '', deleted: true })
  })

  it('[CH10] is overtaken by a deletion that takes its place first', async () => {
    const { ports, roomId, remove, talk } = await said()
    const command = { seq: seq(SAID), message: 'late', nonce: 'late' as Nonce }
    const keep = await editMessage(ports, A, roomId, command)
    await remove(A, SAID)
    expect((await keep()).entry).toMatchObject({ type: 'EDIT', message: '' })
    expect(await talk()).toMatchObject({ message: '', deleted: true })
  })
})

describe('deleting', () => {
  it('[CH10] leaves the message without its text', async () => {
    const { edit, remove, entries } = await said()
    await edit(A, SAID, 'second')
    expect((await remove(A, SAID)).entry).toMatchObject({
      type: 'DELETE',
      seq: 5,
      refersTo: SAID,
      message: '',
    })
    expect((await entries()).map(({ message }) => message).join('')).toBe('')
  })

  it('[CH10] again is answered as the first time', async () => {
    const { remove, entries } = await said()
    const { entry } = await remove(A, SAID)
    expect(await remove(A, SAID)).toEqual({ duplicate: true, entry })
    expect(await entries()).toHaveLength(4)
  })
})

describe('deleting what somebody else said', () => {
  it('[CH10] is for the room’s owner and the host’s admins, who need not be in it', async () => {
    for (const decides of ['owner', 'admin']) {
      const { ports, roomId, remove, talk } = await said()
      const C = person('c')
      if (decides === 'owner') await ports.directory.changeRoom(roomId, { ownerId: C.userId })
      else ports.roles = { isAdmin: async (userId) => userId === C.userId }
      expect((await remove(C, SAID)).entry).toMatchObject({ type: 'DELETE', senderId: 'c', refersTo: SAID })
      expect(await talk()).toMatchObject({ senderId: 'a', message: '', deleted: true })
    }
  })

  it('[CH10] is no editing', async () => {
    const { ports, roomId, edit } = await said()
    await ports.directory.changeRoom(roomId, { ownerId: B.userId })
    await expect(edit(B, SAID, 'x')).rejects.toMatchObject({ code: 'NOT_YOURS' })
  })
})

describe.each(['editing', 'deleting'])('%s', (way) => {
  const open = async () => {
    const { edit, remove, ...rest } = await said()
    return { ...rest, change: way === 'editing' ? (by: User, at: number) => edit(by, at, 'x') : remove }
  }

  it('[CH10] is its author’s alone', async () => {
    const { change, entries } = await open()
    await expect(change(B, SAID)).rejects.toMatchObject({ code: 'NOT_YOURS' })
    expect(await entries()).toHaveLength(3)
  })

  it.each([0, 1, 4, Number.MAX_SAFE_INTEGER])('[CH10] finds no message at %i', async (at) => {
    const { change } = await open()
    await expect(change(A, at)).rejects.toMatchObject({ code: 'NO_SUCH_MESSAGE' })
  })

  it('[CH4] needs a membership, and a room', async () => {
    const { ports, roomId, change } = await open()
    await leaveRoom(ports, A, roomId)
    await expect(change(A, SAID)).rejects.toMatchObject({ code: 'NOT_A_MEMBER' })
    const nowhere = { seq: seq(SAID), message: 'x', nonce: 'x' as Nonce }
    const [act] = way === 'editing' ? [editMessage] : [deleteMessage]
    await expect(act(ports, A, room('none'), nowhere)).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
  })
})
