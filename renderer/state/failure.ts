// The code of anything that was thrown, for the words that a person is shown.
import { RequestFailure } from '../connection/request.ts'
import { HostFailure } from './desktop-host.svelte.ts'

export function codeOf(error: unknown): string {
  return error instanceof RequestFailure || error instanceof HostFailure ? error.code : 'OTHER'
}
