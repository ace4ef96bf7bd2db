// A room of 100,000 messages opens as a room of 100 does: the same entries are read, and none when the host starts.
// Judged by what the database is asked and by the bytes that the process reads; the times are printed only.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import type { RoomId } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { startApp } from '../../server/app.ts'
import { NO_EXTENSION } from '../../server/extension.ts'
import { readConfig } from '../../server/config.ts'
import { startHost } from '../support/host-process.ts'
import { comeAsGuest, type RestPerson } from '../support/rest-calls.ts'
import { StompClient } from '../support/stomp-client.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { fillRooms } from './filled-room.ts'
import { queryPlan, recordStatements } from './statement-record.ts'

const SIZES = { first: 100, small: 100, big: 100_000 }
const ROOMS = { first: 'first' as RoomId, small: 'small' as RoomId, big: 'big' as RoomId }
/** How many entries somebody has missed who comes back. */
const MISSED = 20

const PAGE = LIMITS.defaultPageEntries

interface Guest {
  rest: RestPerson
  stomp: StompClient
}

async function guestAt(http: string, ws: string): Promise<Guest> {
  const rest = await comeAsGuest(http, '손님')
  return { rest, stomp: await StompClient.connect(ws, { Authorization: `Bearer ${rest.token}` }) }
}

/** Opens a room as a client does: its newest page, then its topic from where somebody left it. Answers what was read. */
async function open({ rest, stomp }: Guest, roomId: RoomId): Promise<{ page: number; replayed: number }> {
  const [{ seq }, { entries }] = await Promise.all([rest.room(roomId), rest.page(roomId)])
  const log = await stomp.follow(roomId, seq - MISSED)
  const replayed = await log.until(({ type }) => type === 'CAUGHT_UP')
  return { page: entries.length, replayed: replayed.length - 1 }
}

it('asks the same of the database for a big room as for a small one, and nothing of the history at the start', async () => {
  const folder = temporaryFolder()
  await fillRooms(folder, SIZES)
  const runs = recordStatements()
  const invocation = readConfig(['--port', '0', '--data', folder, '--log-level', 'silent'], {})
  if (invocation.action !== 'serve') throw new Error('There is nothing to serve.')
  const app = await startApp(invocation.config, {
    rendererDir: null,
    log: pino({ level: 'silent' }),
    extension: NO_EXTENSION,
  })
  onTestFinished(() => app.close())
  expect(runs.filter(({ sql }) => sql.includes('entries'))).toEqual([])

  const guest = await guestAt(app.http, app.ws)
  const work = async (roomId: RoomId) => {
    runs.length = 0
    expect(await open(guest, roomId)).toEqual({ page: PAGE, replayed: MISSED })
    return runs.map(({ sql, rows }) => `${rows} of ${sql}`).sort()
  }
  const small = await work(ROOMS.small)
  const big = await work(ROOMS.big)
  expect(big).toEqual(small)
  const ofEntries = runs.filter(({ sql }) => sql.includes('FROM entries'))
  const rows = ofEntries.reduce((sum, run) => sum + run.rows, 0)
  // The head of the log is one row of two numbers.
  expect(rows).toBeLessThanOrEqual(PAGE + MISSED + 1)
  for (const { sql } of ofEntries) {
    const plan = queryPlan(join(folder, 'sarangbang.db'), sql).filter((step) => /entries/.test(step))
    for (const step of plan)
      expect(step).toMatch(/^SEARCH entries USING (COVERING )?INDEX entries_by_seq \(log=\?/)
  }
  process.stdout.write(`opening: ${big.length} statements, ${rows} rows of entries, in both rooms\n`)
})

it.skipIf(process.platform !== 'linux')('reads as many bytes for a big room as for a small one', async () => {
  const host = await startHost()
  await host.stop()
  await fillRooms(host.data, SIZES)
  await host.start()
  const guest = await guestAt(host.http, host.ws)
  const measure = async (roomId: RoomId) => {
    const [bytes, began] = [bytesRead(host.pid), performance.now()]
    expect(await open(guest, roomId)).toEqual({ page: PAGE, replayed: MISSED })
    return { bytes: bytesRead(host.pid) - bytes, ms: performance.now() - began }
  }
  await measure(ROOMS.first)
  const small = await measure(ROOMS.small)
  const big = await measure(ROOMS.big)
  const size = statSync(join(host.data, 'sarangbang.db')).size
  process.stdout.write(
    `opening a room of 100: ${said(small)}; of 100,000: ${said(big)}; the database has ${kib(size)}\n`,
  )
  expect(size).toBeGreaterThan(10 * 1024 * 1024)
  expect(big.bytes).toBeLessThan(small.bytes + 256 * 1024)
})

/** What the process has read so far, from files and sockets (proc(5), /proc/PID/io). */
function bytesRead(pid: number): number {
  return Number(/rchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1])
}

const kib = (bytes: number): string => `${Math.round(bytes / 1024)} KiB`
const said = ({ bytes, ms }: { bytes: number; ms: number }): string =>
  `${ms.toFixed(1)} ms, ${kib(bytes)} read`
