// Files that are no room's, or not whole: each is told in one sentence, and nothing of it is kept.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { importRoom } from '../../../server/import/import-room.ts'
import { CopyError } from '../../../server/store/copy-error.ts'
import { importInto } from '../../../server/store/sqlite/import-into.ts'
import { seq, span, user } from '../../contracts/samples.ts'
import { contentsOfHost, epochsOf, fillHost, UNWATCHED } from '../../support/filled-host.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { exportFile, importText, newFolder, said } from './rooms-on-disk.ts'

/** The sentence for the file, after which a host's folder is as it was. */
async function sentenceFor(text: string | Buffer): Promise<string> {
  const target = newFolder()
  await fillHost(target, 2)
  const [before, epochs] = [contentsOfHost(target), epochsOf(target)]
  const sentence = await importText(target, text).then(
    () => 'imported',
    (error: Error) => error.message,
  )
  expect(contentsOfHost(target)).toEqual(before)
  expect(epochsOf(target)).toEqual(epochs)
  expect(sentence).toMatch(/^[^\n]+\.$/)
  return sentence
}

const WHOLE = exportFile([said(1), said(2)])

describe('[IM4] a file is refused', () => {
  it.each<[string, string | Buffer, string]>([
    ['that is empty', '', 'is cut off'],
    ['that is no JSON', 'Dear diary', 'is not JSON'],
    ['that goes on after its end', `${WHOLE}{}`, 'is not JSON'],
    ['that is not UTF-8', Buffer.from(WHOLE.replace('말', '\xff'), 'latin1'), 'is not JSON'],
    [
      'of a character that is cut in two',
      Buffer.from(WHOLE).subarray(0, WHOLE.indexOf('방') + 2),
      'is not JSON',
    ],
    ['that is cut off', WHOLE.slice(0, -1), 'is cut off: it ends too early.'],
    ['that is cut off between entries', WHOLE.slice(0, WHOLE.indexOf(',{"type"')), 'is cut off'],
    ['of something else', '{"name":"a","entries":[]}', 'is not the export of a room'],
    ['of another format', exportFile([], {}, { format: 'b' }), 'is not the export of a room'],
    ['that is an array', `[${WHOLE}]`, 'is not the export of a room'],
    ['that is a page', '<!doctype html>', 'is not JSON'],
    ['of a later version', exportFile([said(1)], {}, { version: 2 }), 'by a later version of this program.'],
    ['of no version', exportFile([], {}, { version: '1' }), 'does not say what an export says: /version'],
    ['without a room', exportFile([], {}, { room: undefined }), 'does not say what an export says'],
    ['whose entries are none', exportFile([], {}, { entries: 'none' }), 'has no entries'],
    ['whose entries are no list', exportFile([], {}, { entries: { a: said(1) } }), 'has no entries'],
    ['without entries', exportFile([], {}, { entries: undefined }), 'has no entries'],
    ['of a bad id', exportFile([], { roomId: '../a' as never }), '/room/roomId'],
    ['of a room without a name', exportFile([], { name: ' ' }), "The room's name is none"],
    [
      'of too long a topic',
      exportFile([], { topic: 'a'.repeat(LIMITS.topicLength + 1) }),
      "The room's topic",
    ],
    ['of too slow a room', exportFile([], { slowMode: LIMITS.slowestMode + 1 }), '/room/slowMode'],
    ['of two people', exportFile([said(1)], { kind: 'direct' }), 'say with --owner for whom.'],
    ['with the entries of another room', exportFile([said(1)], { roomId: 'b' as never }), 'of another room'],
    ['with a very large value', exportFile([], { topic: 'a'.repeat(2_000_000) }), 'too large for an entry'],
  ])('%s', async (_what, text, sentence) => {
    expect(await sentenceFor(text)).toContain(sentence)
  })

  it('that is not there, or a folder', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'room.json'))
    for (const name of ['none.json', 'room.json']) {
      const importing = importInto(newFolder(), (target) =>
        importRoom({ file: join(folder, name), owner: null }, target, UNWATCHED),
      )
      await expect(importing).rejects.toThrow(CopyError)
    }
  })
})

describe('[IM4] an entry is refused by its number', () => {
  const edit = { type: 'EDIT', refersTo: seq(1) } as const
  it.each<[string, object, string]>([
    ['that is none', [], 'is none of a room'],
    ['without a sender', { ...said(2), sender: undefined }, 'is none of a room'],
    ['of another type', { ...said(2), type: 'SHOUT' }, '/type'],
    ['with a bad id', { ...said(2), senderId: 'a b' }, '/senderId'],
    ['with a time that is none', { ...said(2), sentAt: 1.5 }, '/sentAt'],
    ['with a time past all times', { ...said(2), sentAt: 8.64e15 + 1 }, '/sentAt'],
    ['with the seq before', said(1, { nonce: 'b' }), 'has the seq 1, not 2.'],
    ['with a seq after a gap', said(3), 'has the seq 3, not 2.'],
    ['with seq 0', said(0), '/seq'],
    ['with a bad nonce', said(2, { nonce: 'n 2' }), 'has a nonce that no TALK has.'],
    ["with the host's nonce", said(2, { nonce: 'delete:1' }), 'has a nonce that no TALK has.'],
    [
      'with the nonce of the deletion of another message',
      said(2, { ...edit, type: 'DELETE', message: '', nonce: 'delete:2' }),
      'has a nonce that no DELETE has.',
    ],
    ['with the nonce of another', said(2, { nonce: 'n1' }), 'has a nonce that its sender had before.'],
    ['of another room', said(2, { roomId: 'b' as never }), 'is not of the same log.'],
    ['of another epoch', said(2, { epoch: 'f' as never }), 'is not of the same log.'],
    ['with too long a text', said(2, { message: 'a'.repeat(LIMITS.messageLength + 1) }), '(TOO_LONG)'],
    ['with no text', said(2, { message: ' ' }), '(EMPTY)'],
    ['with a NUL', said(2, { message: 'a\0' }), '(BAD_CHARACTERS)'],
    ['with too long a name', said(2, { sender: 'a'.repeat(LIMITS.nicknameLength + 1) }), "sender's name"],
    ['that was deleted and has a text', said(2, { deleted: true }), 'has a text where there can be none.'],
    [
      'that leaves with a text',
      said(2, { type: 'LEAVE', nonce: 'leave:1' }),
      'has a text where there can be',
    ],
    ['with what others have', said(2, { reason: 'away' }), 'is TALK and has reason.'],
    ['that edits itself', said(2, { ...edit, refersTo: seq(2) }), 'does not refer to a message before it.'],
    ['that edits nothing', said(2, { type: 'EDIT' }), 'does not refer to a message before it.'],
    [
      'that deletes what comes',
      said(2, { ...edit, type: 'DELETE', message: '', nonce: 'delete:3', refersTo: seq(3) }),
      'does not',
    ],
  ])('%s', async (_what, entry, sentence) => {
    const said1 = await sentenceFor(exportFile([said(1), entry]))
    expect(said1).toContain('Entry 2 of the file ')
    expect(said1).toContain(sentence)
  })

  it('and not at the limits', async () => {
    const entries = [
      said(1, { message: '👨‍👩‍👧‍👦'.repeat(LIMITS.messageLength), nonce: 'n'.repeat(64) }),
      said(2, { sender: 'a'.repeat(LIMITS.nicknameLength), sentAt: 8.64e15 }),
      // The same nonce as another person.
      said(3, { nonce: 'n2', senderId: user('v') }),
    ]
    const room = { slowMode: LIMITS.slowestMode, topic: 'a'.repeat(LIMITS.topicLength) }
    expect(await importText(newFolder(), exportFile(entries, room))).toMatchObject({ entries: 3 })
  })
})

it('[IM5] one that is stopped leaves everything as it was', async () => {
  const target = newFolder()
  await fillHost(target, 2)
  const before = contentsOfHost(target)
  const stopping = new AbortController()
  stopping.abort(new CopyError('Stopped.'))
  const file = join(temporaryFolder(), 'room.json')
  writeFileSync(file, WHOLE)
  const watch = { ...UNWATCHED, signal: stopping.signal }
  await expect(importInto(target, (room) => importRoom({ file, owner: null }, room, watch))).rejects.toThrow(
    'Stopped.',
  )
  expect(contentsOfHost(target)).toEqual(before)
})

it.each(['0', '0.5', '1'])('[IM5] one that is killed at share %s of the file does so too', async (share) => {
  const target = newFolder()
  await fillHost(target, 2)
  const [before, epochs] = [contentsOfHost(target), epochsOf(target)]
  const file = join(temporaryFolder(), 'room.json')
  const entries = span(1, 5_000).map((n) => said(n))
  writeFileSync(file, exportFile(entries))
  const program = join(import.meta.dirname, 'import-until-killed.ts')
  const { signal } = spawnSync(process.execPath, [program, file, target, share])
  expect(signal).toBe('SIGKILL')
  expect(contentsOfHost(target)).toEqual(before)
  expect(epochsOf(target)).toEqual(epochs)
  expect(
    await importInto(target, (room) => importRoom({ file, owner: null }, room, UNWATCHED)),
  ).toMatchObject({
    entries: 5_000,
  })
})
