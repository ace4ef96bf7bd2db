// Destination patterns: literal segments and `{name}` for one segment of any text.

/** The named segments of a destination that matched. */
export type Params = Readonly<Record<string, string>>

/** The params where `destination` has the pattern's form, null where not. */
export type Matcher = (destination: string) => Params | null

export function matcher(pattern: string): Matcher {
  const literal = pattern.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  const expression = new RegExp(`^${literal.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
  return (destination) => {
    const match = expression.exec(destination)
    return match === null ? null : { ...match.groups }
  }
}
