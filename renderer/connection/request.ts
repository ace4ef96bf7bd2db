// One request to a host's REST interface: its answer in the shape that was asked for, or a failure with a code.
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { errorRow, type ErrorCode } from '../../protocol/errors.ts'
import { ErrorBody } from '../../protocol/rest.ts'

/** Why a request failed: the host's own code, or that nothing answered, or that what answered is no host of ours. */
export type FailureCode = ErrorCode | 'UNREACHABLE' | 'NOT_A_HOST'

export class RequestFailure extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode) {
    super(code)
    this.name = 'RequestFailure'
    this.code = code
  }
}

/** Milliseconds until a silent host counts as unreachable. */
const PATIENCE = 10_000

export interface RequestOptions {
  token?: string
  /** Makes it a POST with this JSON body. */
  body?: unknown
}

/** Rejects with a RequestFailure, and nothing else. */
export async function request<S extends TSchema>(
  shape: S,
  url: string,
  options: RequestOptions = {},
): Promise<Static<S>> {
  const { ok, body } = await exchange(url, options)
  if (!ok) throw new RequestFailure(codeIn(body))
  if (!Value.Check(shape, body)) throw new RequestFailure('NOT_A_HOST')
  return body
}

async function exchange(url: string, options: RequestOptions): Promise<{ ok: boolean; body: unknown }> {
  const response = await fetch(url, toInit(options)).catch(() => {
    throw new RequestFailure('UNREACHABLE')
  })
  const body: unknown = await response.json().catch(() => null)
  return { ok: response.ok, body }
}

function toInit({ token, body }: RequestOptions): RequestInit {
  const headers = new Headers({ accept: 'application/json' })
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  if (body !== undefined) headers.set('content-type', 'application/json')
  const payload = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  return { headers, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE), ...payload }
}

function codeIn(body: unknown): FailureCode {
  if (!Value.Check(ErrorBody, body)) return 'NOT_A_HOST'
  return errorRow(body.code) === null ? 'INTERNAL' : (body.code as ErrorCode)
}
