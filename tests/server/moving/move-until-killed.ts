// A process for interrupted.test.ts: moves a host, and is killed at its nth step, before, within or after it.
import { moveHouse } from '../../../server/moving/move-house.ts'
import { UNWATCHED } from '../../support/filled-host.ts'
import { openNew, openOld, toPlace } from '../../support/moving.ts'

const [from = '', to = '', nth = ''] = process.argv.slice(2)

let left = Number(nth)
const MOMENTS = ['before', 'within', 'after'] as const
const moment = MOMENTS[left % MOMENTS.length]

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

/** The same, but that each call of what it has, and of what that answers, is a step. */
function stepping<Thing extends object>(thing: Thing): Thing {
  return new Proxy(thing, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value === 'function') return (...args: unknown[]) => step(target, value as Method, args)
      return name === 'reader' || name === 'writer' ? stepping(value as object) : value
    },
  })
}

type Method = (...args: unknown[]) => unknown

function step(target: object, method: Method, args: unknown[]): unknown {
  left -= 1
  const isLast = left === 0
  if (isLast && moment === 'before') die()
  const answer: unknown = Reflect.apply(method, target, args)
  if (isLast && moment === 'within') setImmediate(die)
  if (answer instanceof Promise) return isLast ? answer.finally(die) : answer
  return typeof answer === 'object' && answer !== null && 'writer' in answer ? stepping(answer) : answer
}

const [house, newHouse] = [await openOld(toPlace(from)), await openNew(toPlace(to))]
await moveHouse({ from: stepping(house), to: stepping(newHouse), now: Date.now }, UNWATCHED)
await newHouse.close()
await house.close()
