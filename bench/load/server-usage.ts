// What the system says of the server's process. Null where it does not say, as it does on Linux only.
import { readFileSync } from 'node:fs'

/** What Linux counts a second of CPU time in, on every machine that Node runs on. */
const TICKS = 100

/** Seconds of CPU time so far, in the program and for it in the kernel. */
export function cpuSeconds(pid: number): number | null {
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
