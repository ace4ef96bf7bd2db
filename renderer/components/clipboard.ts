// Copies text where the browser lets a page do that; pages on plain http:// have no clipboard API.

/** True where it is on the clipboard now. Otherwise `field` is selected, for the person to copy it. */
export async function copyText(field: HTMLInputElement): Promise<boolean> {
  selectText(field)
  const clipboard = (navigator as Partial<Navigator>).clipboard
  if (clipboard === undefined) return copySelection()
  return clipboard.writeText(field.value).then(
    () => true,
    () => copySelection(),
  )
}

/** All of it, so that its beginning stays in view where the field is too narrow for the whole. */
export function selectText(field: HTMLInputElement): void {
  field.setSelectionRange(0, field.value.length, 'backward')
  field.scrollLeft = 0
}

/** Deprecated, and the only way on such pages. */
function copySelection(): boolean {
  return document.execCommand('copy')
}
