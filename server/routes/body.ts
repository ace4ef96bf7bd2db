// Reads the JSON body of a SEND and checks it against its schema.
import { isUtf8 } from 'node:buffer'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Refusal } from '../../protocol/errors.ts'

/** A reader for bodies of one shape. It refuses BAD_REQUEST, saying what is wrong with the body. */
export function bodyReader<T extends TSchema>(schema: T): (body: Buffer) => Static<T> {
  const validator = Compile(schema)
  return (body) => {
    const value = parse(body)
    if (validator.Check(value)) return value
    const [fault] = validator.Errors(value)
    throw new Refusal(
      'BAD_REQUEST',
      `The body is not as asked for: ${fault?.instancePath || 'it'} ${fault?.message}.`,
    )
  }
}

/** Bytes that are not UTF-8 are refused, not replaced: a message is kept as it was written or not at all. */
function parse(body: Buffer): unknown {
  if (!isUtf8(body)) throw new Refusal('BAD_REQUEST', 'The body is not UTF-8.')
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refusal('BAD_REQUEST', 'The body is not JSON.')
  }
}
