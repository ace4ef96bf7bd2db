// How fast one network may ask: past it a request is refused before its body is read, with the time to ask again.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'
import { NetworkBuckets } from '../limits/network-buckets.ts'
import type { Rate } from '../limits/token-bucket.ts'

export interface RequestRateOptions {
  /** Whether rates hold for this address. */
  limited: (address: string) => boolean
  /** Milliseconds. */
  now: () => number
}

/** A hook that counts a request, and refuses TOO_FAST. */
export type CountRequest = (request: Pick<FastifyRequest, 'ip'>) => Promise<void>

/** A hook of one count. It refuses TOO_FAST; requests that are refused are not counted. */
export function atRate(rate: Rate, { limited, now }: RequestRateOptions): CountRequest {
  const buckets = new NetworkBuckets(rate)
  return async ({ ip }) => {
    if (!limited(ip)) return
    const retryAfter = buckets.wait(ip, now())
    if (retryAfter > 0) throw new Refusal('TOO_FAST', undefined, { retryAfter })
    buckets.take(ip, now())
  }
}

/** Counts all requests to `app` together. Pages of other origins, which may ask, may read the refusal too. */
export function limitRequests(app: FastifyInstance, count: CountRequest): void {
  // Behind the hooks of what was registered before, CORS among them.
  app.after(() => app.addHook('onRequest', count))
}
