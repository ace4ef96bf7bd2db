// Backups of a real host by the command line: while it is written to without a pause, and of the whole, deleted and restored.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { expect, it, onTestFinished } from 'vitest'
import { TOPIC, inRoom } from '../../protocol/destinations.ts'
import type { Entry, RoomMessage } from '../../protocol/entry.ts'
import { ADDED, keepEverything, unusedColumns } from '../support/everything-kept.ts'
import { contentsOfHost, epochsOf, fillHost } from '../support/filled-host.ts'
import { HostProcess, runHost } from '../support/host-process.ts'
import { inTime } from '../support/inbox.ts'
import { comeAsGuest, type RestPerson } from '../support/rest-calls.ts'
import { StompClient } from '../support/stomp-client.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { SteadyPoster } from './steady-poster.ts'

const NAMES = ['ga', 'na', 'da', 'ra']
/** Entries of each of three rooms that are there before: some 15 MB. */
const OLDER = 5_000
/** Receipts before the backup begins, and at least so many after that. */
const RECEIPTS = 2_000
/** What has something in it only while a host runs. */
const WHILE_IT_RUNS = 'unsynced_run'

it('[BK1] [BK3] while messages come without a pause: gap-free, with all that was receipted before it began', async () => {
  const top = temporaryFolder()
  const [data, file, restored] = ['data', 'host.backup', 'restored'].map((name) => join(top, name)) as Paths
  mkdirSync(data)
  await fillHost(data, OLDER)
  await keepEverything(data)
  const host = await hostOn(data)
  const owner = await comeAsGuest(host.http, '주인')
  const { roomId } = await owner.createRoom('붐비는 방')
  const posts = await postWithoutPause(host, roomId)
  await posts.receipts(RECEIPTS)

  const [before, began] = [posts.receipted(), performance.now()]
  const more = posts.receipts(RECEIPTS)
  const backup = await runHost('backup', '--data', data, '--to', file)
  const [after, ms] = [posts.receipted(), performance.now() - began]
  await more
  await posts.finish()
  expect(backup).toMatchObject({ code: 0, stderr: 'Copying …\nChecking …\n' })

  const live = await owner.history(roomId)
  await host.stop()
  const outcome = await runHost('restore', '--from', file, '--data', restored)
  expect(outcome.code).toBe(0)
  expectSameButLaterEntries(contentsOfHost(data), contentsOfHost(restored))
  const second = await hostOn(restored)
  const kept = await owner.at(second.http).history(roomId)
  const nonces = new Set(kept.map(({ nonce }) => nonce))
  expect(before.filter((nonce) => !nonces.has(nonce))).toEqual([])
  expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, index) => index + 1))
  expect(kept.map(withoutEpoch)).toEqual(live.slice(0, kept.length).map(withoutEpoch))
  expect(JSON.parse(backup.stdout)).toMatchObject({
    rooms: 4 + ADDED.rooms,
    entries: 3 * OLDER + ADDED.entries + kept.length,
  })
  await expectGap(second, owner, live)
  const count = after.length - before.length
  expect(count).toBeGreaterThan(0)
  const rate = Math.round((1_000 * count) / ms)
  process.stdout.write(
    `backup: ${count} receipts while it ran (${rate}/s), ${kept.length - before.length} of their entries in it\n`,
  )
})

it('[BK3] deleted and restored, everything is equal', async () => {
  const top = temporaryFolder()
  const [data, file] = ['data', 'host.backup'].map((name) => join(top, name)) as Paths
  mkdirSync(data)
  await fillHost(data)
  await keepEverything(data)
  expect(unusedColumns(data)).toEqual([`${WHILE_IT_RUNS}.boot`])
  const counts = { rooms: 3 + ADDED.rooms, entries: 60 + ADDED.entries }
  const [before, epochs] = [contentsOfHost(data), epochsOf(data)]
  const backup = await runHost('backup', '--data', data, '--to', file)
  expect(JSON.parse(backup.stdout)).toMatchObject({ event: 'backed-up', file, ...counts })
  rmSync(data, { recursive: true })
  const outcome = await runHost('restore', '--from', file, '--data', data)
  expect(JSON.parse(outcome.stdout)).toMatchObject({ event: 'restored', data, ...counts })
  expect(contentsOfHost(data)).toEqual(before)
  expect(epochsOf(data).filter((epoch) => epochs.includes(epoch))).toEqual([])
})

it('[BK6] what fails is one sentence on standard error, and exit code 1', async () => {
  const top = temporaryFolder()
  const nothing = join(top, 'nothing')
  const [backup, restore] = await Promise.all([
    runHost('backup', '--data', nothing, '--to', join(top, 'b')),
    runHost('restore', '--from', nothing, '--data', top),
  ])
  expect(backup).toEqual({ code: 1, stdout: '', stderr: `There is no ${join(nothing, 'host.json')}.\n` })
  const said = `Checking …\nThere is no ${nothing}, or no folder to put it in.\n`
  expect(restore).toEqual({ code: 1, stdout: '', stderr: said })
  expect(await runHost('backup')).toMatchObject({ code: 2, stderr: 'backup needs --data; see --help.\n' })
})

type HostContents = ReturnType<typeof contentsOfHost>
type Paths = [data: string, file: string, restored: string]

async function hostOn(data: string): Promise<HostProcess> {
  const host = new HostProcess(data, ['--log-level', 'warn'])
  onTestFinished(() => host.dispose())
  await host.start()
  return host
}

/** Guests who post as fast as they get receipts, until they are to finish. */
async function postWithoutPause(host: HostProcess, roomId: Entry['roomId']) {
  let [left, onDone] = [0, (): void => undefined]
  const onReceipt = (): void => {
    left -= 1
    if (left === 0) onDone()
  }
  const posters = await Promise.all(
    NAMES.map(async (name) => new SteadyPoster(name, await comeAsGuest(host.http, name), roomId, onReceipt)),
  )
  const receipts = (count: number): Promise<void> => {
    left = count
    return inTime(new Promise<void>((resolve) => (onDone = resolve)), `${count} receipts`)
  }
  await Promise.all(posters.map((poster) => poster.start(host.ws)))
  return {
    receipts,
    receipted: () => posters.flatMap((poster) => poster.receipted),
    finish: () => Promise.all(posters.map((poster) => poster.finish())),
  }
}

/** Table by table: what the host went on to keep after the backup are entries, behind those that it has. */
function expectSameButLaterEntries(live: HostContents, restored: HostContents): void {
  const { entries: kept = [], ...others } = { ...restored, [WHILE_IT_RUNS]: [] }
  const { entries: all = [], ...same } = live
  expect(others).toEqual(same)
  expect(kept).toEqual(all.slice(0, kept.length))
}

function withoutEpoch({ epoch: _, ...entry }: Entry): Omit<Entry, 'epoch'> {
  return entry
}

/** Somebody who had read everything is told that it is not there, instead of waiting for seqs that they have seen. */
async function expectGap(host: HostProcess, { token }: RestPerson, seen: readonly Entry[]): Promise<void> {
  const last = seen.at(-1)
  if (last === undefined) throw new Error('Nothing was said.')
  const client = await StompClient.connect(host.ws, { Authorization: `Bearer ${token}` })
  const headers = { since: String(last.seq), epoch: last.epoch }
  const inbox = await client.subscribe<RoomMessage>(inRoom(TOPIC.room, last.roomId), headers)
  await inbox.until(({ type }) => type === 'CAUGHT_UP')
  expect(inbox.all.map(({ type }) => type)).toContain('GAP')
  await client.disconnect()
}
