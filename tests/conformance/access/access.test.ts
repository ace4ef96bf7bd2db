// Who may do what to which room, by every way in: each cell of the table is tried on a running host, and has to be what the rule
// says. At the end it prints the table.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hostForAll } from '../../support/host-process.ts'
import { untriedCalls, untriedDestinations, type OpenApi } from './coverage.ts'
import { Lobby, notForTheLobby } from './lobby.ts'
import { printedMatrix } from './printed-matrix.ts'
import { OLDER_REST_WAYS } from './older-rest-ways.ts'
import { OLDER_STOMP_WAYS } from './older-stomp-ways.ts'
import { REST_WAYS } from './rest-ways.ts'
import { PEOPLE, ROOMS, type RoomName } from './rule.ts'
import { STOMP_WAYS } from './stomp-ways.ts'
import { tryAll, type Cell } from './tried.ts'
import { ADMIN, World } from './world.ts'

const WAYS = [...STOMP_WAYS, ...OLDER_STOMP_WAYS, ...REST_WAYS, ...OLDER_REST_WAYS]

const host = hostForAll('--stomp-port', '0', '--admin', ADMIN, '--log-level', 'fatal')
const cells: Cell[] = []
let world: World
let lobby: Lobby

beforeAll(async () => {
  world = await World.at(host())
  lobby = await Lobby.of(world, await world.guest('구경꾼'))
})

it.each(ROOMS)('[CH15] everybody gets what they may have of a room, by every way in: %s', async (room) => {
  const tried = await Promise.all(PEOPLE.map((person) => tryAll(world, person, room, WAYS)))
  cells.push(...tried.flat())
  const wrong = tried.flat().filter(({ verdict, expected: due, fault }) => verdict !== due || fault !== null)
  expect(wrong.map(inWords)).toEqual([])
})

it('[CH15] a room that one may not know of is answered, byte for byte, as one that never was', () => {
  const ofNone = new Map(cells.filter(({ room }) => room === 'none').map((cell) => [keyOf(cell), cell.said]))
  const hidden = cells.filter(({ verdict }) => verdict === 'NO_SUCH_ROOM')
  expect(hidden.length).toBeGreaterThan(0)
  const told = hidden.filter((cell) => cell.said !== ofNone.get(keyOf(cell)))
  expect(told.map(inWords)).toEqual([])
})

it('[CH15] the lobby heard of open rooms alone, and of those that are closed no more', async () => {
  const heard = await lobby.heard()
  expect(new Set(heard.map(({ type }) => type)).size).toBe(4)
  expect(notForTheLobby(heard)).toEqual([])
})

it('no cell is untried, and no way in that the host has', async () => {
  const openApi = (await (await fetch(`${host().http}/api/openapi.json`)).json()) as OpenApi
  expect(untriedCalls(openApi, world.asked)).toEqual([])
  expect(untriedDestinations(world.asked)).toEqual([])
  expect(cells.length).toBe(PEOPLE.length * ROOMS.length * WAYS.length)
})

afterAll(() => {
  process.stdout.write(
    `${cells.length} cells: ${PEOPLE.length} people, ${ROOMS.length} rooms, ${WAYS.length} ways in\n`,
  )
  for (const room of ROOMS) process.stdout.write(printedMatrix(room, cellsOf(room)))
})

function cellsOf(name: RoomName): Cell[] {
  return cells.filter(({ room }) => room === name)
}

function keyOf({ person, way }: Cell): string {
  return `${person}, ${way.by}: ${way.name}`
}

function inWords(cell: Cell): string {
  const { room, verdict, expected: due, fault, said } = cell
  return `${room}, ${keyOf(cell)}: ${verdict}, not ${due}. ${fault ?? ''} ${said}`
}
