// Rooms that are imported: as they were, whatever had happened in them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../protocol/entry.ts'
import type { RoomExport } from '../../../protocol/rest.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { endMembership, leaveRoom } from '../../../server/chat/leave-room.ts'
import { readableRoom } from '../../../server/chat/policy.ts'
import type { ChatPorts } from '../../../server/chat/ports.ts'
import { login, newRoom, person, room, seq, talk, user } from '../../contracts/samples.ts'
import { deletion, edit } from '../../contracts/room-log-amend.contract.ts'
import { fillHost } from '../../support/filled-host.ts'
import { Random, seedFor } from '../../support/random.ts'
import { entriesIn, exportFile, exportOf, importText, newFolder, onFolder, said } from './rooms-on-disk.ts'

const PEOPLE = ['u', 'v', 'w']

/** Something happens in room a. */
async function happen(ports: ChatPorts, random: Random, step: number): Promise<void> {
  const { log } = ports
  const { last } = await log.head(room('a'))
  const who = random.pick(PEOPLE)
  const some = 1 + random.below(last)
  const entry = (await log.read(room('a'), { around: seq(some), limit: 1 }))[0]
  const about = entry?.type === 'TALK' ? some : 0
  switch (random.below(8)) {
    case 0:
      return enterRoom(ports, person(who), room('a'))
    case 1:
      return endMembership(ports, person(who), room('a'), random.onceIn(2) ? undefined : 'away')
    case 2:
    case 3:
      if (about > 0) await log.append(room('a'), edit(`e${step}`, about, `고침 ${step}`))
      return
    case 4:
      if (about > 0) await log.append(room('a'), { ...deletion(`delete:${about}`, about) })
      return
    case 5:
      if (random.onceIn(6)) await log.trim(room('a'), { entries: 25, since: null }, 99)
      return
    default:
      await log.append(
        room('a'),
        talk(`n${step}`, { by: who, message: `말 "${step}"\n😀 \\ ${'가'.repeat(step)}` }),
      )
  }
}

/** What an export has, but for what is another's in another host. */
function comparable(text: string): unknown {
  const { room: about, entries, format, version } = JSON.parse(text) as RoomExport
  const lines = entries.map(({ roomId: _, epoch: __, ...entry }) => entry)
  return { room: { ...about, roomId: '', members: 0 }, lines, format, version }
}

describe('[IM1] what is exported, imported and exported again', () => {
  it('is equal: edits, deletions, notices, logs that were cut', { timeout: 60_000 }, async () => {
    const random = new Random(seedFor('import'))
    const seen = new Set<string>()
    for (let round = 0; round < 8; round += 1) {
      let time = 1_700_000_000_000
      const text = await onFolder(
        newFolder(),
        async (ports) => {
          await ports.directory.createRoom(newRoom('a'))
          for (let step = 1; step <= 120; step += 1) await happen(ports, random, step)
          await ports.directory.changeRoom(room('a'), { topic: '주제', slowMode: 30, announcementOnly: true })
          return exportOf(ports, room('a'))
        },
        () => time++,
      )
      for (const entry of (JSON.parse(text) as RoomExport).entries)
        seen.add(entry.type).add(Object.keys(entry).join())
      const target = newFolder()
      const { roomId } = await importText(target, text)
      expect(comparable(await onFolder(target, (ports) => exportOf(ports, roomId)))).toEqual(comparable(text))
    }
    // Five types; TALKs as they were said, edited and deleted; EDITs and DELETEs; LEAVEs with a reason.
    expect(seen.size).toBe(5 + 5)
  })

  it('goes on as any room: the next seq, edits of what was imported, each stay with its notices', async () => {
    const target = newFolder()
    const stay = { message: '', senderId: user('u'), sender: '이름 u' }
    const { roomId } = await importText(
      target,
      exportFile([
        said(7, { ...stay, type: 'ENTER', nonce: 'enter:1' }),
        said(8),
        said(9, { ...stay, type: 'LEAVE', nonce: 'leave:1', reason: 'away' }),
      ]),
    )
    await onFolder(target, async (ports) => {
      expect(await ports.directory.members(roomId)).toEqual([])
      await enterRoom(ports, person('u'), roomId)
      await ports.log.append(roomId, edit('e1', 8, '고침'))
      await leaveRoom(ports, person('u'), roomId)
      expect(await ports.log.talksAfter(roomId, seq(0))).toBe(1)
      expect(await ports.log.head(roomId)).toMatchObject({ first: 7, last: 12 })
    })
    const lines = (await entriesIn(target, roomId)).map(({ type, nonce, message }) => [type, nonce, message])
    expect(lines.slice(1)).toEqual([
      ['TALK', 'n8', '고침'],
      ['LEAVE', 'leave:1', ''],
      ['ENTER', 'enter:2', ''],
      ['EDIT', 'e1', '고침'],
      ['LEAVE', 'leave:2', ''],
    ])
  })

  it('keeps what was deleted or edited while it was exported as its own line has it', async () => {
    const target = newFolder()
    const { roomId } = await importText(
      target,
      exportFile([
        said(1, { message: '', deleted: true }),
        said(2, { editedAt: 99 }),
        said(3),
        said(4, { type: 'EDIT', refersTo: seq(3), message: '' }),
      ]),
    )
    const [first, second, third, fourth] = await entriesIn(target, roomId)
    expect(first).toMatchObject({ deleted: true, message: '' })
    expect([second?.message, third?.message, fourth?.message]).toEqual(['말 2', '말 3', ''])
  })

  it('[LO6] leaves no text in the files that is edited or deleted later', async () => {
    const target = newFolder()
    const edited = { type: 'EDIT', refersTo: seq(1), message: 'what-I-regret' } as const
    const entries = [said(1, { message: 'what-I-regret', editedAt: 2 }), said(2, edited), said(3)]
    const { roomId } = await importText(target, exportFile(entries))
    const stands = () =>
      readdirSync(target).some((file) => readFileSync(join(target, file), 'latin1').includes('what-I-regret'))
    expect(stands()).toBe(true)
    await onFolder(target, ({ log }) => log.append(roomId, deletion('delete:1', 1)))
    expect(stands()).toBe(false)
  })

  it('may be JSON in any order and form', async () => {
    const target = newFolder()
    const { entries, ...head } = JSON.parse(exportFile([said(1), said(2)])) as RoomExport
    const text = JSON.stringify({ entries, later: [{ entries: 1 }], ...head }, null, '\t\r\n ')
    expect(await importText(target, `\ufeff ${text} \n`)).toMatchObject({ entries: 2 })
  })

  it('may be a room in which nothing was ever said', async () => {
    const target = newFolder()
    const { roomId } = await importText(target, exportFile([]))
    expect(await onFolder(target, ({ log }) => log.head(roomId))).toMatchObject({ first: 0, last: 0 })
  })
})

describe('[IM2] a room', () => {
  it('has its id, and another one where that is taken; nobody is in it', async () => {
    const target = newFolder()
    await fillHost(target)
    const text = exportFile([said(1)])
    const first = await importText(target, text)
    expect(first).toMatchObject({ exportedRoomId: 'a', name: '방', entries: 1 })
    expect(first.roomId).not.toBe('a')
    const free = text.replaceAll('"roomId":"a"', '"roomId":"free"')
    expect(await importText(target, free)).toMatchObject({ roomId: 'free', exportedRoomId: 'free' })
    await onFolder(target, async ({ directory, log }) => {
      expect(await directory.room(first.roomId)).toMatchObject({ members: 0, ownerId: 'haneul' })
      const epochs = await Promise.all([room('free'), first.roomId].map((id) => log.head(id)))
      expect(new Set(['e', ...epochs.map(({ epoch }) => epoch)]).size).toBe(3)
    })
  })

  it('that is private can be entered by its owner, and is none for others', async () => {
    const target = newFolder()
    await importText(target, exportFile([said(1)], { kind: 'private' }))
    await onFolder(target, async (ports) => {
      await expect(enterRoom(ports, person('u'), room('a'))).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
      await enterRoom(ports, person('haneul'), room('a'))
      expect(await readableRoom(ports, room('a'), user('haneul'))).toMatchObject({ kind: 'private' })
    })
  })

  it('is that of --owner where that is said, and one of two people then too', async () => {
    const target = newFolder()
    await fillHost(target, 2)
    const text = exportFile([said(1)], { kind: 'direct', roomId: room('pair'), ownerId: null })
    const { roomId } = await importText(
      target,
      text.replaceAll('"roomId":"a"', '"roomId":"pair"'),
      login('haneul'),
    )
    await onFolder(target, async (ports) => {
      await expect(enterRoom(ports, person('v'), roomId)).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
      await enterRoom(ports, person('u'), roomId)
      expect(await readableRoom(ports, roomId, user('u'))).toMatchObject({ kind: 'private', ownerId: 'u' })
    })
    const unknown = importText(target, text, login('nobody'))
    await expect(unknown).rejects.toThrow('No account of this host has the login nobody.')
  })

  it('that was closed is for announcements: it can be entered to be read', async () => {
    const target = newFolder()
    await importText(target, exportFile([said(1)], { closedAt: 5_000 }))
    await onFolder(target, async (ports) => {
      await enterRoom(ports, person('u'), room('a'))
      expect(await ports.directory.room(room('a'))).toMatchObject({ closedAt: null, announcementOnly: true })
    })
  })
})

describe('[IM3] a folder', () => {
  it('without a host becomes one', async () => {
    const target = newFolder()
    await importText(target, exportFile([said(1)]))
    expect(readdirSync(target).sort()).toEqual(['host.json', 'sarangbang.db', 'sarangbang.lock'])
  })

  it('without a host has nothing in it where the import fails', async () => {
    const target = newFolder()
    await expect(importText(target, '{')).rejects.toThrow('is cut off')
    expect(readdirSync(target)).toEqual(['sarangbang.lock'])
    expect(existsSync(target)).toBe(true)
  })

  it('on which a host runs is refused', async () => {
    const target = newFolder()
    await onFolder(target, async () => {
      const entries: Entry[] = [said(1)]
      await expect(importText(target, exportFile(entries))).rejects.toThrow(
        `Another host is using ${target}.`,
      )
    })
  })
})
