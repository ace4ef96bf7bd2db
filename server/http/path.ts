// The path of a request's target, without the query, which may hold what should not be seen.

/** `/api/rooms?x=1` is `/api/rooms`. */
export function pathOf(target: string): string {
  const query = target.indexOf('?')
  return query === -1 ? target : target.slice(0, query)
}
