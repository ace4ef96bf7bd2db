// What one append costs Redis, by Redis's own count, among few rooms and among many.
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { RedisLink } from '../../server/store/redis/link.ts'
import type { RoomLog } from '../../server/store/room-log.ts'
import { figureOf } from '../results.ts'
import { openLog } from './open-log.ts'
import type { AppendCost } from './plan.ts'
import { startRedis } from './redis.ts'

const ROOMS: readonly number[] = [10, 100, 1_000, 10_000]
const APPENDS = 10_000
/** Appends that wait for one answer: none of them in the room of another, where they would share a script. */
const AT_ONCE = 10
const TEXT = '길지도 짧지도 않은 한 줄, 사람들이 보통 쓰는 만큼.'

/** Since it was started: commands that were called, microseconds that our scripts took, and seconds of CPU time of the process. */
interface Counts {
  commands: number
  script: number
  cpu: number
}

/** In this process. All numbers of rooms have their turn before the next run. */
export async function measureAppends(runs: number): Promise<AppendCost[]> {
  const redis = await startRedis()
  const { log, link, close } = await openLog(redis)
  try {
    for (const rooms of ROOMS) await appendTo(log, rooms, rooms, 'first')
    const counted = new Map(ROOMS.map((rooms): [number, Counts[]] => [rooms, []]))
    for (let run = 1; run <= runs; run += 1)
      for (const [rooms, each] of counted) each.push(await costOf(link, log, rooms, `run ${run}`))
    return [...counted].map(([rooms, each]) => costIn(rooms, each))
  } finally {
    await close()
    await redis.stop()
  }
}

/** Of one append. */
async function costOf(link: RedisLink, log: RoomLog, rooms: number, run: string): Promise<Counts> {
  const before = await countsOf(link)
  await appendTo(log, rooms, APPENDS, run)
  const after = await countsOf(link)
  return {
    commands: (after.commands - before.commands) / APPENDS,
    script: (after.script - before.script) / APPENDS,
    cpu: (after.cpu - before.cpu) / APPENDS,
  }
}

async function appendTo(log: RoomLog, rooms: number, appends: number, run: string): Promise<void> {
  const by = { senderId: 'talker' as UserId, sender: '말하는 이' }
  const say = (nth: number): Promise<unknown> =>
    log.append(`${rooms}-${nth % rooms}` as RoomId, {
      type: 'TALK',
      ...by,
      message: TEXT,
      nonce: `${run} ${nth}`,
    })
  for (let at = 0; at < appends; at += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => say(at + index)))
}

async function countsOf({ commands }: RedisLink): Promise<Counts> {
  const [stats, cpu] = await Promise.all([commands.info('commandstats'), commands.info('cpu')])
  const sum = (text: string, pattern: RegExp): number =>
    [...text.matchAll(pattern)].reduce((all, [, number]) => all + Number(number), 0)
  return {
    commands: sum(stats, /^cmdstat_\S+:calls=(\d+)/gm),
    script: sum(stats, /^cmdstat_evalsha:\S*?usec=(\d+)/gm),
    // Of all its threads, in the program and for it in the kernel.
    cpu: sum(cpu, /^used_cpu_(?:sys|user):([\d.]+)/gm) * 1e6,
  }
}

function costIn(rooms: number, counted: readonly Counts[]): AppendCost {
  const figure = (read: (counts: Counts) => number) => {
    const found = figureOf(counted.map(read))
    if (found === null) throw new Error('Nothing was measured.')
    return found
  }
  return {
    rooms,
    commands: figure(({ commands }) => commands),
    script: figure(({ script }) => script),
    cpu: figure(({ cpu }) => cpu),
  }
}
