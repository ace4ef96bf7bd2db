// Whether a name is one that somebody is looking for.

/** Every word of the search stands somewhere in the name, whatever the case; an empty search finds everything. */
export function matches(name: string, search: string): boolean {
  const text = name.normalize('NFC').toLowerCase()
  const words = search.normalize('NFC').toLowerCase().split(/\s+/)
  return words.every((word) => text.includes(word))
}
