// Bounds the open sockets of every kind, those on which nothing was asked yet among them. A socket too many is closed without
// a word: to say one would take what there is too little of.
import type { Server, Socket } from 'node:net'
import { NetworkBuckets } from '../limits/network-buckets.ts'
import { Places, type PlaceLimits } from '../limits/places.ts'
import type { Rate } from '../limits/token-bucket.ts'

export interface SocketLimits extends PlaceLimits {
  /** How fast one network may open sockets, where its limits hold. */
  rate: Rate
  /** Milliseconds. */
  now: () => number
}

/** Holds for the sockets of these servers together, from now on. */
export function boundSockets(servers: readonly Server[], limits: SocketLimits): void {
  const places = new Places(limits)
  const rate = new NetworkBuckets(limits.rate)
  const isTooFast = (address: string): boolean => {
    if (!limits.limited(address)) return false
    if (rate.wait(address, limits.now()) > 0) return true
    rate.take(address, limits.now())
    return false
  }
  const hold = (socket: Socket): void => {
    const address = socket.remoteAddress ?? ''
    if (!places.isFree(address) || isTooFast(address)) socket.destroy()
    else socket.on('close', places.take(address))
  }
  for (const server of servers) server.prependListener('connection', hold)
}
