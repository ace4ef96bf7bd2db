// WebSocket frames and upgrades that went wrong: each ends its own connection, with the right code, and the host goes on.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { atRandom } from '../support/cuts.ts'
import { hostForAll } from '../support/host-process.ts'
import { inTime } from '../support/inbox.ts'
import { askUpgrade } from '../support/raw-websocket.ts'
import { Random, seedFor } from '../support/random.ts'
import { Bystander } from './sessions/bystander.ts'
import { HostWorld } from './sessions/host-world.ts'
import { damaged } from './sessions/mutate.ts'
import { OPCODES, ServerFrames, clientFrame } from './sessions/websocket-client-frames.ts'
import { BREACHES } from './websocket-layer/breaches.ts'
import { someUpgrade } from './websocket-layer/upgrades.ts'

const TURNS = 8
const STREAMS = 150
const UPGRADES = 400

describe('a WebSocket', { timeout: 120_000 }, () => {
  const host = hostForAll('--stomp-port', '0')

  /** Runs `attack` beside somebody who must not notice. */
  async function unnoticed(random: Random, attack: () => Promise<void>): Promise<void> {
    const world = await HostWorld.open(host(), 'websocket')
    const bystander = await Bystander.enter(world, random)
    bystander.talk()
    await attack()
    bystander.talk()
    expect(await bystander.fault()).toBeNull()
    bystander.leave()
    expect(await world.complaints()).toEqual([])
  }

  it.each(BREACHES)('[TR5] is closed for $name, wherever it comes', async (breach) => {
    const { name, codes } = breach
    const seed = seedFor(name)
    await unnoticed(new Random(seed), async () => {
      for (let turn = seed; turn < seed + TURNS; turn += 1) {
        const random = new Random(turn)
        const socket = await upgraded(host().http)
        const code = closeCode(socket)
        const before = Array.from({ length: random.below(4) }, () => rightFrame(random))
        for (const piece of atRandom(Buffer.concat([...before, breach.bytes(random)]), random))
          socket.write(piece)
        expect(codes, `SEED=${turn}`).toContain(await inTime(code, `A close for ${name}`))
        socket.destroy()
      }
    })
  })

  it('[TR5] of any bytes ends itself at most', async () => {
    const seed = seedFor('WebSocket streams')
    await unnoticed(new Random(seed), async () => {
      for (let turn = seed; turn < seed + STREAMS; turn += 1) {
        const random = new Random(turn)
        const socket = await upgraded(host().http)
        for (const piece of atRandom(brokenStream(random), random)) socket.write(piece)
        await leave(socket, random)
      }
    })
  })

  it('[TR3] that is asked for in a wrong way is refused, and harms nobody', async () => {
    const seed = seedFor('upgrades')
    await unnoticed(new Random(seed), async () => {
      for (let turn = seed; turn < seed + UPGRADES; turn += 1) {
        const random = new Random(turn)
        const socket = connect(host().port, '127.0.0.1').on('error', () => {})
        await once(socket, 'connect')
        let answer = ''
        socket.on('data', (bytes) => (answer += bytes.toString('latin1')))
        socket.write(someUpgrade(random))
        await leave(socket, random)
        expect(answer, `SEED=${turn}`).not.toMatch(/^HTTP\/1\.1 500/)
      }
    })
  })
})

async function upgraded(http: string): Promise<Socket> {
  const upgrade = await askUpgrade(`${http}/ws`)
  if (!('socket' in upgrade)) throw new Error(`The upgrade was refused with ${upgrade.status}.`)
  return upgrade.socket.on('error', () => {})
}

/** Resolves with the code of the server's close frame; null where the connection ends without one. */
function closeCode(socket: Socket): Promise<number | null> {
  return new Promise((resolve) => {
    const frames = new ServerFrames((opcode, payload) => {
      if (opcode === OPCODES.close) resolve(payload.length < 2 ? null : payload.readUInt16BE())
    })
    socket.on('data', (bytes: Buffer) => frames.push(bytes)).on('close', () => resolve(null))
  })
}

/** What may come before: heart-beats, pings, and frames that say nothing. */
function rightFrame(random: Random): Buffer {
  const opcode = random.pick([OPCODES.text, OPCODES.binary, OPCODES.ping, OPCODES.pong])
  return clientFrame({ opcode, final: true, payload: Buffer.from('\n'.repeat(random.below(9))) }, random)
}

function brokenStream(random: Random): Buffer {
  const frames = Array.from({ length: 1 + random.below(5) }, () =>
    random.onceIn(3) ? random.pick(BREACHES).bytes(random) : rightFrame(random),
  )
  const at = random.below(1_000) / 1_000
  const kind = random.pick(['flip', 'cut', 'insert', 'double'] as const)
  return damaged(Buffer.concat(frames), [{ kind, at, bytes: Buffer.from([random.below(256)]) }])
}

/** Waits for nothing; closes its side and waits for the server; or resets. */
async function leave(socket: Socket, random: Random): Promise<void> {
  if (random.onceIn(3)) return void socket.resetAndDestroy()
  const closed = once(socket.resume(), 'close')
  socket.end()
  await inTime(closed, 'The end of the connection')
}
