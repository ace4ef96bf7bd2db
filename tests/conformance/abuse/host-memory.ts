// How much memory of the machine a host has, as the system counts it. Linux alone tells.
import { readFileSync } from 'node:fs'

/** Milliseconds between two looks. */
const LOOK = 50

/** Megabytes in memory now (proc(5), VmRSS). */
export function memoryOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}

/** Looks again and again; the answer stops that and tells the most that was seen. */
export function watchMemory(pid: number): () => number {
  let most = memoryOf(pid)
  const timer = setInterval(() => (most = Math.max(most, memoryOf(pid))), LOOK)
  return () => {
    clearInterval(timer)
    return Math.max(most, memoryOf(pid))
  }
}
