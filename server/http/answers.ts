// The answers that a route declares: its own, and the refusals that every route may give.
import Type from 'typebox'
import { ErrorBody } from '../../protocol/rest.ts'

const Refused = Type.Object(ErrorBody.properties, {
  description: 'Refused. `code` says why, `message` says it in a sentence.',
})

/** Done, and there is nothing to say: a 204. */
export const NOTHING = Type.Null({ description: 'Done.' })

/** What every route may answer besides its own. */
export const REFUSALS = { '4xx': Refused, '5xx': Refused } as const
