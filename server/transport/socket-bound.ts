// Bounds the open sockets of every kind, those on which nothing was asked yet among them. A socket too many is closed without
// a word: to say one would take what there is too little of.
import type { Server, Socket } from 'node:net'
import { Places, type PlaceLimits } from '../limits/places.ts'

/** Holds for the sockets of these servers together, from now on. */
export function boundSockets(servers: readonly Server[], limits: PlaceLimits): void {
  const places = new Places(limits)
  for (const server of servers) server.prependListener('connection', (socket) => hold(socket, places))
}

function hold(socket: Socket, places: Places): void {
  const address = socket.remoteAddress ?? ''
  if (places.isFree(address)) socket.once('close', places.take(address))
  else socket.destroy()
}
