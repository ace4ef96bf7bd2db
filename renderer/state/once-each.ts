// People of several lists as one list.
import type { User } from '../../protocol/rest.ts'

/** Everybody once, in the order of their first mention, but for `others`. */
export function onceEach(people: readonly User[], others: readonly User[]): User[] {
  const known = new Map(people.map(({ userId, name }) => [userId, { userId, name }]))
  for (const { userId } of others) known.delete(userId)
  return [...known.values()]
}
