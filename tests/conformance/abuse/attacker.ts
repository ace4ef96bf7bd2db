// The process of one attack: `node attacker.ts NAME TARGET`, with TARGET as JSON. It says when the attack is at its height, and
// what it saw when its input is closed.
import { once } from 'node:events'
import type { Attack, Report, Target } from './attack.ts'
import * as connections from './attacks/connections.ts'
import * as frames from './attacks/frames.ts'
import * as readers from './attacks/readers.ts'
import * as webSockets from './attacks/web-sockets.ts'

const ATTACKS: Readonly<Record<string, Attack>> = { ...connections, ...frames, ...readers, ...webSockets }

async function run(name: string, target: Target): Promise<void> {
  const attack = ATTACKS[name]
  if (attack === undefined) throw new Error(`There is no attack ${name}.`)
  const running = await attack(target)
  say({ at: 'height' })
  await once(process.stdin.resume(), 'end')
  say({ at: 'end', facts: running.facts() })
  running.stop()
}

function say(report: Report): void {
  process.stdout.write(`${JSON.stringify(report)}\n`)
}

const [name = '', target = ''] = process.argv.slice(2)
await run(name, JSON.parse(target) as Target)
process.exit()
