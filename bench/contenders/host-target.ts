// How the load client speaks to this project's host, of one node or several; and its rooms, which are made for it.
import { join } from 'node:path'
import { APP, TOPIC } from '../../protocol/destinations.ts'
import type { Room, SignedIn } from '../../protocol/rest.ts'
import type { Server } from '../child.ts'
import type { ServerProcess, Target } from '../plan.ts'
import { PLAIN_TARGET } from './contender.ts'

export const HOST_PROGRAM = join(import.meta.dirname, '../../server/main.ts')
const NICKNAME = 'bench'

/** Resolves when the host of these nodes has so many rooms more. */
export async function hostTarget(servers: readonly Server[], rooms: number): Promise<Target> {
  const nodes = servers.map(({ line, pid }) => ({ ...(JSON.parse(line) as { http: string }), pid }))
  const [first, ...others] = nodes
  if (first === undefined) throw new RangeError('A host has a node.')
  return {
    ...PLAIN_TARGET,
    ...processOf(first),
    otherNodes: others.map(processOf),
    connectHeaders: { nickname: NICKNAME },
    rooms: await createRooms(first.http, rooms),
    subscribeTo: inAnyRoom(TOPIC.room),
    sendTo: inAnyRoom(APP.talk),
    enterTo: inAnyRoom(APP.enter),
  }
}

function processOf({ http, pid }: { http: string; pid: number }): ServerProcess {
  return { port: Number(new URL(http).port), pid }
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
