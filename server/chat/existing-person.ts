// Somebody whom others want to reach, found by their id.
import { Refusal } from '../../protocol/errors.ts'
import type { UserId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { ChatPorts } from './ports.ts'

/** Refuses NO_SUCH_PERSON where the host knows nobody by this id. */
export async function existingPerson({ people }: ChatPorts, userId: UserId): Promise<User> {
  const person = await people.find(userId)
  if (person === null) throw new Refusal('NO_SUCH_PERSON')
  return person
}
