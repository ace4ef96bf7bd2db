// One request to a host's REST interface: its answer in the shape that was asked for, or a failure with a code.
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { errorRow, type ErrorCode } from '../../protocol/errors.ts'
import { ErrorBody } from '../../protocol/rest.ts'

/** Why a request failed: the host's own code, or that nothing answered, or that what answered is no host of ours. */
export type FailureCode = ErrorCode | 'UNREACHABLE' | 'NOT_A_HOST'

export class RequestFailure extends Error {
  readonly code: FailureCode
  /** Whole seconds until a try will be heard again; null where the host has named no time. */
  readonly wait: number | null
  constructor(code: FailureCode, wait: number | null = null) {
    super(code)
    this.name = 'RequestFailure'
    this.code = code
    this.wait = wait
  }
}

/** Milliseconds until a silent host counts as unreachable. */
const PATIENCE = 10_000

export interface RequestOptions {
  token?: string
  /** GET where it is left out, POST where there is a body. */
  method?: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Sent as JSON. */
  body?: unknown
}

/** Rejects with a RequestFailure, and nothing else. */
export async function request<S extends TSchema>(
  shape: S,
  url: string,
  options: RequestOptions = {},
): Promise<Static<S>> {
  const { ok, body, headers } = await exchange(url, options)
  if (!ok) throw failureIn(body, headers)
  if (!Value.Check(shape, body)) throw new RequestFailure('NOT_A_HOST')
  return body
}

interface Answer {
  ok: boolean
  body: unknown
  headers: Headers
}

async function exchange(url: string, options: RequestOptions): Promise<Answer> {
  const response = await fetch(url, toInit(options)).catch(() => {
    throw new RequestFailure('UNREACHABLE')
  })
  const body: unknown = await response.json().catch(() => null)
  return { ok: response.ok, body, headers: response.headers }
}

/** Why the host refused, by the body and the headers of its answer. */
export function failureIn(body: unknown, headers: Headers): RequestFailure {
  return new RequestFailure(codeIn(body), waitIn(headers))
}

/** Hosts name whole seconds (RFC 9110 §10.2.3). */
function waitIn(headers: Headers): number | null {
  const seconds = headers.get('retry-after')
  return seconds !== null && /^\d{1,6}$/.test(seconds) ? Number(seconds) : null
}

function toInit({ token, method, body }: RequestOptions): RequestInit {
  const headers = new Headers({ accept: 'application/json' })
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  if (body !== undefined) headers.set('content-type', 'application/json')
  const payload = body === undefined ? {} : { body: JSON.stringify(body) }
  const verb = method ?? (body === undefined ? 'GET' : 'POST')
  return { method: verb, headers, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE), ...payload }
}

function codeIn(body: unknown): FailureCode {
  if (!Value.Check(ErrorBody, body)) return 'NOT_A_HOST'
  return errorRow(body.code) === null ? 'INTERNAL' : (body.code as ErrorCode)
}
