// Ports for servers that cannot take one by themselves: outside of those that the system gives away by itself, and each of a
// worker's own, so that nobody takes one between the look and the use.
import { createServer, type Server } from 'node:net'

interface Range {
  from: number
  count: number
}

/** Below Linux's own range (ip(7), ip_local_port_range), and above what services use: what is no worker's, and the workers'. */
const SETUP: Range = { from: 20_000, count: 4_000 }
const WORKERS: Range = { from: 24_000, count: 6_000 }
/** Among so many workers theirs is divided. */
const SHARES = 30

const given = new Set<number>()

/** So many different ports, free on 127.0.0.1 now. Another call never answers the same, until all have been given. */
export async function freePorts(count: number): Promise<number[]> {
  const holders: Server[] = []
  while (holders.length < count) {
    const holder = await hold(nextPort())
    if (holder !== null) holders.push(holder)
  }
  const ports = holders.map((holder) => (holder.address() as { port: number }).port)
  await Promise.all(holders.map((holder) => new Promise((resolve) => holder.close(resolve))))
  return ports
}

/** At random: what an earlier file of the same worker has started may not be gone yet. */
function nextPort(): number {
  const { from, count } = ourRange()
  if (given.size === count) given.clear()
  for (;;) {
    const port = from + Math.floor(Math.random() * count)
    if (given.has(port)) continue
    given.add(port)
    return port
  }
}

function ourRange(): Range {
  const worker = process.env['VITEST_POOL_ID']
  if (worker === undefined) return SETUP
  const count = WORKERS.count / SHARES
  return { from: WORKERS.from + (Number(worker) % SHARES) * count, count }
}

/** Null where somebody has it. */
function hold(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
