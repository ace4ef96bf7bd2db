// What the system says of the server's processes. Null where it does not say, as it does on Linux only.
import { readFileSync } from 'node:fs'

/** What Linux counts a second of CPU time in, on every machine that Node runs on. */
const TICKS = 100

/** The CPUs that some processes use together from a moment on. Times are those of `performance.now()`. */
export class CpuUse {
  readonly #pids: readonly number[]
  readonly #from: number
  #before: { seconds: number | null; at: number } | null = null

  constructor(pids: readonly number[], from: number) {
    this.#pids = pids
    this.#from = from
  }

  /** To be called often: the first call after the moment is where counting begins. */
  look(now: number): void {
    if (this.#before === null && now >= this.#from) this.#before = { seconds: this.#seconds(), at: now }
  }

  /** CPUs in use since then; null where that is not known, or the moment has not come. */
  sinceThen(now: number): number | null {
    const before = this.#before
    const seconds = this.#seconds()
    if (seconds === null || before === null || before.seconds === null) return null
    return (seconds - before.seconds) / ((now - before.at) / 1_000)
  }

  #seconds(): number | null {
    const each = this.#pids.map(cpuSeconds).filter((seconds) => seconds !== null)
    return each.length < this.#pids.length ? null : each.reduce((sum, seconds) => sum + seconds, 0)
  }
}

/** Seconds of CPU time so far, in the program and for it in the kernel. */
function cpuSeconds(pid: number): number | null {
  const stat = read(`/proc/${pid}/stat`)
  if (stat === null) return null
  // The name, in parentheses, may hold spaces; the fields after it are counted from the state, which is the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

/** Bytes of memory in use now. */
export function residentBytes(pid: number): number | null {
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '')
  return match === null ? null : Number(match[1]) * 1024
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
