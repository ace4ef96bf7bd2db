// This project's host, with all that it does for a message: it signs people in, checks, orders, stores and fans out.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { APP, TOPIC } from '../../protocol/destinations.ts'
import type { Room, SignedIn } from '../../protocol/rest.ts'
import { startServer } from '../child.ts'
import { PLAIN_TARGET, type Contender, type Running, type Stage } from './contender.ts'
import { readStored } from './stored.ts'

const PROGRAM = join(import.meta.dirname, '../../server/main.ts')
const NICKNAME = 'bench'

export const host: Contender = { title: 'sarangbang', stores: true, missing: () => null, start }

async function start({ rooms }: Stage): Promise<Running> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sarangbang-bench-'))
  const options = ['--port=0', `--data=${dataDir}`, '--log-level=warn']
  const server = await startServer([process.execPath, PROGRAM, ...options])
  const { http } = JSON.parse(server.line) as { http: string }
  return {
    target: {
      ...PLAIN_TARGET,
      pid: server.pid,
      port: Number(new URL(http).port),
      connectHeaders: { nickname: NICKNAME },
      rooms: await createRooms(http, rooms),
      subscribeTo: inAnyRoom(TOPIC.room),
      sendTo: inAnyRoom(APP.talk),
      enterTo: inAnyRoom(APP.enter),
    },
    stop: server.stop,
    check: async (sent) => checkStored(dataDir, sent),
    clear: () => rm(dataDir, { recursive: true, force: true }),
  }
}

function inAnyRoom(pattern: string): string {
  return pattern.replace('{roomId}', '{room}')
}

async function createRooms(http: string, count: number): Promise<string[]> {
  const { token } = (await post(`${http}/api/auth/guest`, { nickname: NICKNAME })) as SignedIn
  const ids: string[] = []
  while (ids.length < count) {
    const { roomId } = (await post(`${http}/api/rooms`, { name: `bench ${ids.length}` }, token)) as Room
    ids.push(roomId)
  }
  return ids
}

async function post(url: string, body: object, token?: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`)
  return answer.json()
}

function checkStored(dataDir: string, sent: number): void {
  const { talks, gapless } = readStored(dataDir)
  if (talks !== sent) throw new Error(`Of ${sent} messages, ${talks} are stored.`)
  if (!gapless) throw new Error('The log of a room has gaps.')
}
