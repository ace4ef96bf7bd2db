// Destination patterns: literal segments, `{name}` for one segment of any text, and a trailing `**` for one or more.

/** The named segments of a destination that matched; `rest` is what stood for `**`. */
export type Params = Readonly<Record<string, string>>

/** The params where `destination` has the pattern's form, null where not. */
export type Matcher = (destination: string) => Params | null

export function matcher(pattern: string): Matcher {
  const literal = pattern.replace(/[.+?^$()|[\]\\]/g, '\\$&')
  const named = literal.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
  const expression = new RegExp(`^${named.replace(/\*\*$/, '(?<rest>[^/]+(?:/[^/]+)*)')}$`)
  return (destination) => {
    const match = expression.exec(destination)
    return match === null ? null : { ...match.groups }
  }
}
