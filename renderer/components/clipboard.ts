// Copies text where the browser lets a page do that; pages on plain http:// have no clipboard API.

/** True where it is on the clipboard now. Otherwise `field` is selected, for the person to copy it. */
export async function copyText(field: HTMLInputElement): Promise<boolean> {
  field.select()
  const clipboard = (navigator as Partial<Navigator>).clipboard
  if (clipboard === undefined) return copySelection()
  return clipboard.writeText(field.value).then(
    () => true,
    () => copySelection(),
  )
}

/** Deprecated, and the only way on such pages. */
function copySelection(): boolean {
  return document.execCommand('copy')
}
