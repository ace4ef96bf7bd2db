// Reads many fields of a Hash, however many they are.
import type { RedisLink } from './link.ts'
import { orUnavailable } from './outage.ts'

/** Fields of one command: what others ask is not kept waiting for all. */
const AT_ONCE = 1_000

/** The values of these fields, in their order; null for one that is not there. */
export async function fieldsOf(
  { commands }: RedisLink,
  key: string,
  fields: readonly string[],
): Promise<(string | null)[]> {
  const portions: Promise<(string | null)[]>[] = []
  for (let first = 0; first < fields.length; first += AT_ONCE)
    portions.push(orUnavailable(commands.hmget(key, ...fields.slice(first, first + AT_ONCE))))
  return (await Promise.all(portions)).flat()
}
