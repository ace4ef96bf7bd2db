// Destination patterns: literal segments, `{name}` for one segment of any text, `{name:uuid}` for one that is a UUID as this
// host makes them, and a trailing `**` for one or more.

/** RFC 9562 §4, in small letters. */
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/** The named segments of a destination that matched; `rest` is what stood for `**`. */
export type Params = Readonly<Record<string, string>>

/** The params where `destination` has the pattern's form, null where not. */
export type Matcher = (destination: string) => Params | null

export function matcher(pattern: string): Matcher {
  const literal = pattern.replace(/[.+?^$()|[\]\\]/g, '\\$&')
  const named = literal.replace(
    /\{\w+(:uuid)?\}/g,
    (_name, uuid) => `(${uuid === undefined ? '[^/]+' : UUID})`,
  )
  const expression = new RegExp(`^${named.replace(/\*\*$/, '([^/]+(?:/[^/]+)*)')}$`)
  const names = [...pattern.matchAll(/\{(\w+)(?::uuid)?\}|\*\*$/g)].map(([, name]) => name ?? 'rest')
  // Most patterns are ruled out by this alone.
  const beginning = /^[^{*]*/.exec(pattern)?.[0] ?? ''
  return (destination) => {
    const match = destination.startsWith(beginning) ? expression.exec(destination) : null
    return match === null ? null : paramsOf(names, match)
  }
}

function paramsOf(names: readonly string[], match: RegExpExecArray): Params {
  const params: Record<string, string> = {}
  for (const [index, name] of names.entries()) params[name] = match[index + 1] ?? ''
  return params
}
