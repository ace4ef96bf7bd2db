// Notices are exact: one for each time that somebody came to be in a room or out of it, and none else. What was asked for without
// a receipt may have been done when it was asked, later, or never; so what is right is a set of numbers, most often of one.
import type { RoomId } from '../../../../protocol/ids.ts'
import type { Step } from '../log-line.ts'
import type { Fault } from './fault.ts'
import type { JudgedLog } from './room-log.ts'
import type { Sighting } from './room-view.ts'
import type { Asked, Testimony } from './testimony.ts'

export function noticesExact({ room, entries }: JudgedLog, testimonies: readonly Testimony[]): Fault[] {
  const people = new Map(testimonies.map((testimony) => [testimony.user, testimony]))
  const strangers = entries.filter(({ entry }) => isNotice(entry.type) && !people.has(entry.sender))
  return [
    ...strangers.map(({ entry, place }) =>
      fault(`Nobody is ${entry.sender}, of whom ${room} has a ${entry.type} (${place})`),
    ),
    ...testimonies.flatMap((testimony) => ofPerson(room, entries, testimony)),
  ]
}

function ofPerson(room: RoomId, entries: readonly Sighting[], testimony: Testimony): Fault[] {
  const own = entries.filter(({ entry }) => entry.sender === testimony.user)
  const notices = own.filter(({ entry }) => isNotice(entry.type))
  const asked = testimony.asked.get(room) ?? []
  return [
    ...putOut(room, testimony.client, notices, asked),
    ...inTurn(room, testimony.client, notices),
    ...asMany(room, testimony.client, notices, asked),
    ...saidInside(room, testimony.client, own, asked),
  ]
}

/** The host puts people out who stay away, once each time, and nobody else. */
function putOut(
  room: RoomId,
  client: string,
  notices: readonly Sighting[],
  asked: readonly Asked[],
): Fault[] {
  const absences = asked.filter(({ away }) => away).length
  const ended = notices.filter(({ entry }) => entry.reason !== null)
  const wrong = ended.filter(({ entry }, index) => entry.reason !== 'away' || index >= absences)
  return wrong.map(({ entry, place }) =>
    fault(`${client} was put out of ${room}: ${entry.reason} (${place})`),
  )
}

/** ENTER, LEAVE, ENTER … */
function inTurn(room: RoomId, client: string, notices: readonly Sighting[]): Fault[] {
  return notices.flatMap(({ entry, place }, index) => {
    if (entry.type === (index % 2 === 0 ? 'ENTER' : 'LEAVE')) return []
    const before = notices[index - 1]?.place ?? 'the beginning'
    return [
      fault(
        `In ${room} the ${entry.type} of ${client} (${place}) does not go with what is before it (${before})`,
      ),
    ]
  })
}

function asMany(
  room: RoomId,
  client: string,
  notices: readonly Sighting[],
  asked: readonly Asked[],
): Fault[] {
  const right = [...changesFor(asked)].sort((a, b) => a - b)
  if (right.includes(notices.length)) return []
  const places = notices.map(({ place }) => place).join(', ')
  const asks = asked.map(
    ({ step, place, granted }) => `${step} ${place}${granted === null ? ', no receipt' : ''}`,
  )
  return [
    fault(
      `${room} has ${notices.length} notices of ${client} (${places}), and right would be ${right.join(' or ')} (${asks.join('; ')})`,
    ),
  ]
}

/** Nobody talks who is out; but who may have been put out by a step of their own that came late, may have talked just before it. */
function saidInside(
  room: RoomId,
  client: string,
  own: readonly Sighting[],
  asked: readonly Asked[],
): Fault[] {
  if (asked.some(({ step, granted }) => step === 'LEAVE' && granted === null)) return []
  let isIn = false
  return own.flatMap(({ entry, place }) => {
    if (isNotice(entry.type)) isIn = entry.type === 'ENTER'
    return isIn || isNotice(entry.type)
      ? []
      : [fault(`${client} talked in ${room} without being in it (${place})`)]
  })
}

/** Whether somebody is in, how many changes led there, and which late steps are still to come. */
interface State {
  isIn: boolean
  changes: number
  late: Record<Step, number>
}

/** How often somebody may have come in or gone out, given what they asked for. */
export function changesFor(asked: readonly Pick<Asked, 'step' | 'granted'>[]): Set<number> {
  let states = new Map<string, State>()
  put(states, { isIn: false, changes: 0, late: { ENTER: 0, LEAVE: 0 } })
  for (const { step, granted } of asked) {
    const next = new Map<string, State>()
    for (const state of states.values())
      put(next, granted === null ? { ...state, late: plus(state.late, step, 1) } : taken(state, step))
    states = next
  }
  return new Set([...states.values()].map(({ changes }) => changes))
}

/** A state and all that late steps make of it. One that changes nothing may as well never come. */
function put(states: Map<string, State>, state: State): void {
  const key = JSON.stringify(state)
  if (states.has(key)) return
  states.set(key, state)
  const step = state.isIn ? 'LEAVE' : 'ENTER'
  if (state.late[step] > 0) put(states, { ...taken(state, step), late: plus(state.late, step, -1) })
}

function taken(state: State, step: Step): State {
  const isIn = step === 'ENTER'
  return { ...state, isIn, changes: state.changes + (isIn === state.isIn ? 0 : 1) }
}

function plus(late: State['late'], step: Step, more: number): State['late'] {
  return { ...late, [step]: late[step] + more }
}

const isNotice = (type: string): boolean => type === 'ENTER' || type === 'LEAVE'

const fault = (says: string): Fault => ({ kind: 'notice', says: `${says}.` })
