// What two people are found by together, whoever of them is named first.
import type { User } from '../../protocol/rest.ts'

/** The same for both orders, and for no other two. Ids have no spaces. */
export function pairKey(pair: readonly [User, User]): string {
  return pair
    .map(({ userId }) => userId)
    .sort()
    .join(' ')
}
