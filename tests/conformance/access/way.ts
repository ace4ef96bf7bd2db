// One way in: what somebody does to a room by it, and how the answer is put in the words of the table.
import { ERRORS, ERROR_CODES, type ErrorCode } from '../../../protocol/errors.ts'
import type { Verdict, Wish } from './rule.ts'
import type { Scene } from './scene.ts'

/** What came of a try. `said`: the whole answer, with the room's id as `{room}`; where it is the same, nobody can tell two rooms apart. */
export interface Outcome {
  verdict: Verdict
  said: string
}

export interface Way {
  name: string
  by: string
  wish: Wish
  /** Whoever does not say who they are is a guest there. */
  unnamed?: true
  /** Where it is done, things are not as they were. */
  changes?: true
  /** Where it is done, the answer has what was said in the room. */
  shows?: true
  attempt(scene: Scene): Promise<Outcome>
}

export function outcome(verdict: Verdict, said: string, { roomId }: Scene): Outcome {
  return { verdict, said: said.replaceAll(roomId, '{room}') }
}

/** The code that an answer of HTTP has, or that its sentence stands for; an answer with another status than its code's is none. */
export function codeOf(status: number, body: string): ErrorCode {
  const { code, message, msg } = JSON.parse(body) as Record<string, string>
  const found = ERROR_CODES.find((each) => each === code || ERRORS[each].message === msg)
  if (found === undefined || ERRORS[found].status !== status)
    throw new Error(`${status} ${code}: ${message ?? msg}`)
  return found
}
