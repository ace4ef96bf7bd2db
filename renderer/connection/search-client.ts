// Looking for what was said.
import { SearchPage, type SearchQuery } from '../../protocol/rest.ts'
import type { SignedRequests } from './signed-requests.ts'

/** A page of what was found, newest first. Rejects with a RequestFailure. */
export function searchMessages(
  requests: Pick<SignedRequests, 'call'>,
  query: SearchQuery,
): Promise<SearchPage> {
  const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  return requests.call(SearchPage, `/search?${text}`)
}
