// Makes the words that somebody sends ready to be kept, whether they are new or take the place of others.
import { Refusal } from '../../protocol/errors.ts'
import { toMessage } from '../../protocol/text.ts'

/** The text as it is kept. Refuses BAD_MESSAGE, TOO_LONG. */
export function messageIn(raw: string): string {
  const said = toMessage(raw)
  if (said.ok) return said.text
  throw new Refusal(said.fault === 'TOO_LONG' ? 'TOO_LONG' : 'BAD_MESSAGE')
}
