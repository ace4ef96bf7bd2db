// What is told of anything that was thrown: its code, and when to try again.
import { RequestFailure } from '../connection/request.ts'
import { HostFailure } from './desktop-host.svelte.ts'

/** Whole seconds until a try will be heard again; null where no time is known. */
export function waitOf(error: unknown): number | null {
  return error instanceof RequestFailure ? error.wait : null
}

export function codeOf(error: unknown): string {
  return error instanceof RequestFailure || error instanceof HostFailure ? error.code : 'OTHER'
}
