// `npm run bench`: this project's host against a plain loop of `ws.send`, in turns, on the same machine. README.md has the method.
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHost, startLoop } from './contenders.ts'
import { medians, type Figures } from './figures.ts'
import { measureServer } from './measure-server.ts'
import { HELP, readOptions, type Options } from './options.ts'
import { canPin } from './pinning.ts'
import { readStored } from './stored.ts'
import { table } from './table.ts'

/** Resolves with the exit code: 1 where something that was sent is not stored. */
export async function run(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv, process.env)
  if (options === null) {
    console.log(HELP)
    return 0
  }
  console.log(`${machine()}\n${options.subscribers} subscribers in one room, bodies of 200 bytes\n`)
  const runs: { loop: Figures; host: Figures; stored: boolean }[] = []
  while (runs.length < options.runs) {
    const loop = await measureLoop(options)
    const { host, stored } = await measureHost(options)
    runs.push({ loop, host, stored })
    console.log(`run ${runs.length} of ${options.runs}\n${table(loop, host)}\n`)
  }
  const [loop, host] = [medians(runs.map((each) => each.loop)), medians(runs.map((each) => each.host))]
  console.log(`medians of ${options.runs} runs\n${table(loop, host)}\n`)
  const complete = runs.every(({ stored }) => stored)
  console.log(complete ? 'Every message is stored, without gaps.' : 'Messages are missing from the store.')
  return complete ? 0 : 1
}

async function measureLoop(options: Options): Promise<Figures> {
  const { target, stop } = await startLoop()
  try {
    return (await measureServer(target, options)).figures
  } finally {
    await stop()
  }
}

/** `stored`: whether the host, once it has stopped, has kept all that was sent. */
async function measureHost(options: Options): Promise<{ host: Figures; stored: boolean }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sarangbang-bench-'))
  try {
    const { target, stop } = await startHost(dataDir)
    const { figures, sent } = await measureServer(target, options).finally(stop)
    const { talks, gapless } = readStored(dataDir)
    console.log(`${sent} messages sent to the host, ${talks} stored`)
    return { host: figures, stored: talks === sent && gapless }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

function machine(): string {
  const processors = cpus()
  const load = loadavg()[0]?.toFixed(2)
  const place = canPin ? 'server and client each on a CPU of their own' : 'server and client not pinned'
  return `Node ${process.versions.node}, ${process.platform}, ${processors.length} × ${processors[0]?.model ?? 'CPU'}, load ${load}; ${place}`
}
