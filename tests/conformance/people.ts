// People of the suites: guests who are connected, by name.
import type { StompConfig } from '@stomp/stompjs'
import type { User } from '../../protocol/rest.ts'
import type { HostProcess } from '../support/host-process.ts'
import { comeAsGuest, type RestPerson } from '../support/rest-calls.ts'
import { StompClient } from '../support/stomp-client.ts'

/** Somebody by REST and by STOMP at once. */
export interface Person {
  user: User
  rest: RestPerson
  stomp: StompClient
}

/** A new guest who is connected. */
export async function person(host: HostProcess, nickname: string, config: StompConfig = {}): Promise<Person> {
  const rest = await comeAsGuest(host.http, nickname)
  return { user: rest.signedIn.user, rest, stomp: await connectAgain(host, rest, config) }
}

/** One more connection of somebody who has signed in before. */
export function connectAgain(
  host: HostProcess,
  { token }: RestPerson,
  config: StompConfig = {},
): Promise<StompClient> {
  return StompClient.connect(host.ws, { Authorization: `Bearer ${token}` }, config)
}
