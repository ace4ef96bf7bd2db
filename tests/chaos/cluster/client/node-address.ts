// Where a node is, and calls of it by REST that end in bounded time.
import type { Answer } from '../../../support/rest-calls.ts'

export interface NodeAddress {
  /** What the logs call it. */
  name: string
  http: string
  ws: string
}

/** Milliseconds until a call has failed: a node that has been stopped never answers. */
const PATIENCE = 6_000

/** The node did not answer, or with a status that says to come again: whether something was done is not known. */
export class NoAnswer extends Error {}

/** The answer, whatever it says but for 5xx. Rejects with NoAnswer. */
export async function ask<Body>(url: string, init: RequestInit = {}): Promise<Answer<Body>> {
  const answer = await fetchJson<Body>(url, init).catch((error: unknown) => {
    throw new NoAnswer(`${url}: ${String(error)}`)
  })
  if (answer.status >= 500) throw new NoAnswer(`${url}: ${answer.status}`)
  return answer
}

async function fetchJson<Body>(url: string, init: RequestInit): Promise<Answer<Body>> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) })
  return { status: response.status, body: (await response.json()) as Body }
}
