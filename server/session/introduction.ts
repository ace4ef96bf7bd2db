// What somebody is called who says so with what they send: the first name that they use is theirs.
import { Refusal } from '../../protocol/errors.ts'
import { toNickname } from '../../protocol/text.ts'
import type { Arrival } from './pass.ts'

/** The same person with a name. Refuses OTHER_NAME where they are called otherwise, and BAD_NAME what can be no name. */
export function introduced(person: Arrival, said: string): Arrival {
  const name = toNickname(said)
  if (name.ok && name.text === person.name && !person.unnamed) return person
  if (!person.unnamed) throw new Refusal('OTHER_NAME')
  if (!name.ok) throw new Refusal('BAD_NAME')
  return { userId: person.userId, name: name.text }
}
