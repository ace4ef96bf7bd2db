// Numbers in a query: whole ones, within bounds, refused in a sentence.
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'
import { toSeq } from '../../protocol/ids.ts'

type Ranges = Readonly<Record<string, { from: number; to: number }>>

/**
 * A hook that refuses BAD_REQUEST for what is given and not in its range. The schema's check would also take what can somehow
 * be made into a number: nothing for 0, `true` for 1, `0x10` for 16.
 */
export function requireWholeNumbers(
  ranges: Ranges,
): (request: Pick<FastifyRequest, 'query'>) => Promise<void> {
  return async ({ query }) => {
    const given = query as Readonly<Record<string, unknown>>
    for (const [name, { from, to }] of Object.entries(ranges)) {
      const number = given[name] === undefined ? from : wholeNumber(given[name])
      if (number === null || number < from || number > to)
        throw new Refusal('BAD_REQUEST', `${name} must be one whole number from ${from} to ${to}.`)
    }
  }
}

function wholeNumber(value: unknown): number | null {
  return typeof value === 'string' ? toSeq(value) : null
}
