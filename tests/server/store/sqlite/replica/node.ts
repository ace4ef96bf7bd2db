// A node's index at the test's own pace, over a log that is kept elsewhere.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { CatchingUp } from '../../../../../server/store/catching-up.ts'
import { wordsOf } from '../../../../../server/store/folded-text.ts'
import type { LogPage } from '../../../../../server/store/index-replica.ts'
import { headOf } from '../../../../../server/store/log-heads-of.ts'
import { Replica } from '../../../../../server/store/sqlite/replica/replica.ts'
import { room, seq, talk } from '../../../../contracts/samples.ts'
import { MortalLog } from '../../../../support/mortal-log.ts'
import { replicaHere } from '../../../../support/replica-here.ts'
import { temporaryFolder } from '../../../../support/temporary-folder.ts'

export const A = room('a')

/** A log that is kept elsewhere, and a node's index over it at one's own pace. */
export function node() {
  const log = new MortalLog()
  const file = join(temporaryFolder(), 'node-search.db')
  const clock = { now: 0 }
  const told: string[] = []
  let current: Replica | null = null
  const close = () => {
    current?.close()
    current = null
  }
  onTestFinished(close)
  const open = (hostId = 'host') => {
    close()
    told.length = 0
    current = new Replica({ file, hostId, tell: (news) => told.push(news), now: () => clock.now })
    const replica = current
    const here = replicaHere(replica)
    const catchingUp = new CatchingUp({ log, replica: here })
    const found = async (query: string) => {
      const heads = await catchingUp.upTo([A])
      const page = await here.find({ words: wordsOf(query), cursor: null, limit: 50 }, heads)
      return page?.places.map((place) => Number(place.seq))
    }
    return { replica, here, catchingUp, found }
  }
  const say = (nonce: string, message: string) => log.append(A, talk(nonce, { message }))
  return { log, file, clock, told, open, close, say }
}

/** As many turns as there is something to do. */
export function settle({ replica }: { replica: Replica }): void {
  for (let turns = 0; replica.turn() === 'more'; turns += 1)
    if (turns > 1_000) throw new Error('It never ends.')
}

/** Whether this text stands in one of the index's files, but for its first bytes, which tokens in order have in common. */
export function isInFiles(file: string, text: string): boolean {
  const bytes = Buffer.from(text).subarray(2)
  return ['', '-wal'].some(
    (suffix) => existsSync(file + suffix) && readFileSync(file + suffix).includes(bytes),
  )
}

/** What was read of the log by somebody who had asked for its head just before, or long ago. */
export async function pageOf(
  log: MortalLog,
  after: number,
  { fresh = true, limit = 100 } = {},
): Promise<LogPage> {
  const head = await headOf(log, A)
  return { head, fresh, after: seq(after), entries: await log.read(A, { after: seq(after), limit }) }
}
