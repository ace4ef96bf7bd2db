// The plain loop of `ws.send`, see ws-send-loop.ts.
import { join } from 'node:path'
import type { Contender } from './contender.ts'
import { startPlainServer } from './plain-server.ts'

const PROGRAM = join(import.meta.dirname, 'ws-send-loop.ts')

export const loop: Contender = {
  title: 'ws.send loop',
  stores: false,
  missing: () => null,
  start: (stage) => startPlainServer([PROGRAM], stage),
}
