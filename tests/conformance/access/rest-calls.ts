// Calls as ways in: what is asked, and how the answer is put in the words of the table.
import type { Wish } from './rule.ts'
import type { Scene } from './scene.ts'
import { codeOf, outcome, type Way } from './way.ts'

export interface Call {
  method: string
  path: (scene: Scene) => string
  body?: (scene: Scene) => object
}

type More = Pick<Way, 'changes' | 'shows' | 'unnamed'>

/** Done or refused. */
export function deed(name: string, wish: Wish, { method, path, body }: Call, more: More = {}): Way {
  return {
    name,
    by: 'REST',
    wish,
    ...more,
    attempt: async (scene) => {
      const answer = await scene.world.ask(scene.subject, method, path(scene), body?.(scene))
      const verdict = answer.status < 300 ? 'yes' : codeOf(answer.status, answer.body)
      return outcome(verdict, answer.whole, scene)
    },
  }
}

/** A list, in which the room is or is not. */
export function list(name: string, wish: Wish, path: (scene: Scene) => string, more: More = {}): Way {
  const asked = deed(name, wish, { method: 'GET', path }, more)
  return {
    ...asked,
    attempt: async (scene) => {
      const { verdict, said } = await asked.attempt(scene)
      return { verdict: verdict === 'yes' && !said.includes('{room}') ? 'no' : verdict, said }
    },
  }
}

export const CHANGES = { changes: true } as const
export const SHOWS = { shows: true } as const
