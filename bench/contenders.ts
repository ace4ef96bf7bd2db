// The two servers that are compared, each started afresh and described to the load client.
import { join } from 'node:path'
import { inRoom, APP, TOPIC } from '../protocol/destinations.ts'
import type { Room, SignedIn } from '../protocol/rest.ts'
import { startServer, type Running } from './child.ts'
import type { Target } from './plan.ts'

const ROOT = join(import.meta.dirname, '..')
const NICKNAME = 'bench'

export interface Contender {
  target: Target
  stop: () => Promise<void>
}

/** This project's host, with all that it does for a message. It keeps what is said in `dataDir`. */
export async function startHost(dataDir: string): Promise<Contender> {
  const server = await startServer([
    process.execPath,
    join(ROOT, 'server/main.ts'),
    '--port=0',
    `--data=${dataDir}`,
    '--log-level=warn',
  ])
  const { http } = JSON.parse(server.line) as { http: string }
  const { token } = (await post(`${http}/api/auth/guest`, { nickname: NICKNAME })) as SignedIn
  const { roomId } = (await post(`${http}/api/rooms`, { name: 'bench' }, token)) as Room
  return {
    stop: server.stop,
    target: {
      name: 'sarangbang',
      ...placeOf(server, http),
      connectHeaders: { nickname: NICKNAME },
      subscribeTo: inRoom(TOPIC.room, roomId),
      sendTo: inRoom(APP.talk, roomId),
      enterTo: inRoom(APP.enter, roomId),
    },
  }
}

/** The plain loop of `ws.send`, see ws-send-loop.ts. */
export async function startLoop(): Promise<Contender> {
  const server = await startServer([process.execPath, join(import.meta.dirname, 'ws-send-loop.ts')])
  const { http } = JSON.parse(server.line) as { http: string }
  const destination = '/topic/bench'
  return {
    stop: server.stop,
    target: {
      name: 'ws.send loop',
      ...placeOf(server, http),
      connectHeaders: {},
      subscribeTo: destination,
      sendTo: destination,
      enterTo: null,
    },
  }
}

function placeOf({ pid }: Running, http: string): Pick<Target, 'pid' | 'port' | 'path'> {
  return { pid, port: Number(new URL(http).port), path: '/ws' }
}

async function post(url: string, body: object, token?: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`)
  return answer.json()
}
