// Leases of which a test can wait for the end.
import { LEASE_TIMES, type LeaseTimes } from '../../../server/store/redis/node-lease.ts'

/** Milliseconds: so short that a test can wait for it, and long enough for a busy machine. */
export const SHORT: LeaseTimes = { lease: 1_000, renew: 200, handOver: 400 }

/** Where time is ioredis-mock's, which leaps by up to a second: nobody waits for the end of these. */
export const WITHOUT_TIME = LEASE_TIMES
