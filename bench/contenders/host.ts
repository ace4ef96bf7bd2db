// This project's host, with all that it does for a message: it signs people in, checks, orders, stores and fans out.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../child.ts'
import type { Contender, Running, Stage } from './contender.ts'
import { HOST_PROGRAM, hostTarget } from './host-target.ts'
import { readStored } from './stored.ts'

export const host: Contender = { title: 'sarangbang', stores: true, missing: () => null, start }

async function start({ rooms }: Stage): Promise<Running> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sarangbang-bench-'))
  const options = ['--port=0', `--data=${dataDir}`, '--log-level=warn']
  const server = await startServer([process.execPath, HOST_PROGRAM, ...options])
  return {
    target: await hostTarget([server], rooms),
    stop: server.stop,
    check: async (sent) => checkStored(dataDir, sent),
    clear: () => rm(dataDir, { recursive: true, force: true }),
  }
}

function checkStored(dataDir: string, sent: number): void {
  const { talks, gapless } = readStored(dataDir)
  if (talks !== sent) throw new Error(`Of ${sent} messages, ${talks} are stored.`)
  if (!gapless) throw new Error('The log of a room has gaps.')
}
