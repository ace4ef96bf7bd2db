// The outage of a store that is elsewhere: the host says by itself that it is away, so what only fails for that need not be reported.
import { Refusal } from '../../protocol/errors.ts'

export class StoreAway extends Refusal {
  /** `cause`: what it failed with. */
  constructor(cause: Error) {
    super('UNAVAILABLE', undefined, { cause })
  }
}
