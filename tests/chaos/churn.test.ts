// People come and go for as long as a host runs: a connection that is gone leaves nothing behind.
import { expect, it } from 'vitest'
import { appHere } from '../support/app-here.ts'
import { heapInUse } from '../support/heap-in-use.ts'
import { inTime } from '../support/inbox.ts'
import { comeAsGuest } from '../support/rest-calls.ts'
import { tcpVisit, webSocketVisit, type Leaving, type Visit } from './visit.ts'

/** After so many visits caches are as full as they get, and V8 has let go of code that ran at the start only. */
const WARM_UP = 20_000
const VISITS = 50_000
const AT_ONCE = 32
/** Milliseconds, on a machine that is busy with other things too. */
const PATIENCE = 400_000
/** Bytes that the heap may have grown by between the two: 40 bytes left behind by each visit are more. */
const SLACK = 1024 * 1024

const LEAVINGS: readonly Leaving[] = ['disconnect', 'close', 'disconnect', 'reset']

it(
  `[SE15] leaves nothing behind of ${VISITS.toLocaleString('en')} visits`,
  async () => {
    const app = await appHere()
    const { roomId } = await (await comeAsGuest(app.http, '주인')).createRoom('길목')
    const visits = [webSocketVisit(portOf(app.http), roomId), tcpVisit(portOf(app.stomp ?? ''), roomId)]
    const heapAfter = async (count: number): Promise<number> => {
      await paid(visits, count)
      await inTime(emptied(app.http), 'The end of the last session')
      return heapInUse()
    }
    const before = await heapAfter(WARM_UP)
    const growth = (await heapAfter(VISITS - WARM_UP)) - before
    process.stdout.write(`heap before ${mib(before)}, growth by ${VISITS - WARM_UP} visits ${mib(growth)}\n`)
    expect(growth).toBeLessThan(SLACK)
  },
  PATIENCE,
)

function portOf(address: string): number {
  return Number(new URL(address).port)
}

/** Pays so many visits, some at once, each way and each leaving in turn. */
async function paid(visits: readonly Visit[], count: number): Promise<void> {
  let begun = 0
  const guest = async (): Promise<void> => {
    while (begun < count) {
      const turn = begun
      begun += 1
      const visit = visits[turn % visits.length]
      await visit?.(LEAVINGS[(turn >> 1) % LEAVINGS.length] ?? 'close')
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, guest))
}

/** Resolves when the host has no connection: it may see the end of one a little later than the visitor. */
async function emptied(http: string): Promise<void> {
  for (;;) {
    const metrics = await (await fetch(`${http}/metrics`)).text()
    if (/^sarangbang_connections 0$/m.test(metrics)) return
  }
}

function mib(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
