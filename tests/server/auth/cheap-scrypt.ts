// For tests that are about something else than how much a hash costs.
import type { ScryptCost } from '../../../server/auth/passwords.ts'

export const CHEAP: ScryptCost = { N: 16, r: 1, p: 1 }
