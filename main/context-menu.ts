// The menu of the right mouse button: what can be done with a text field, or with selected text.
import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron'
import { menuItems } from './menu.ts'
import type { Language } from './menu-words.ts'

/** What of the place that was clicked matters here. */
export type Clicked = Pick<ContextMenuParams, 'isEditable' | 'selectionText'> & {
  editFlags: Pick<ContextMenuParams['editFlags'], 'canCut' | 'canCopy' | 'canPaste' | 'canSelectAll'>
}

/** What cannot be done at the moment is shown, but not enabled. Empty where there is nothing to do: no menu is due. */
export function contextTemplate(language: Language, clicked: Clicked): MenuItemConstructorOptions[] {
  const { isEditable, selectionText, editFlags } = clicked
  if (isEditable) return editing(language, editFlags)
  return selectionText.trim() === '' ? [] : menuItems(language, ['copy'])
}

function editing(language: Language, flags: Clicked['editFlags']): MenuItemConstructorOptions[] {
  const { canCut, canCopy, canPaste, canSelectAll } = flags
  const enabled = [canCut, canCopy, canPaste, true, canSelectAll]
  return menuItems(language, ['cut', 'copy', 'paste', 'separator', 'selectAll']).map((item, at) => ({
    ...item,
    enabled: enabled[at] ?? true,
  }))
}
