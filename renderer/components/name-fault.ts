// Why a name of a person or a room cannot be used, as a code that has words.
import type { TextResult } from '../../protocol/text.ts'

/** Empty where the name can be used. */
export function nameFault(name: TextResult): '' | `NAME_${'EMPTY' | 'TOO_LONG' | 'BAD_CHARACTERS'}` {
  return name.ok ? '' : `NAME_${name.fault}`
}
