// The native menu, in Korean and English.
import type { MenuItemConstructorOptions } from 'electron'

export type Language = 'ko' | 'en'

const WORDS = {
  ko: { file: '파일', edit: '편집', view: '보기', window: '창' },
  en: { file: 'File', edit: 'Edit', view: 'View', window: 'Window' },
} as const

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' }
const role = (name: NonNullable<MenuItemConstructorOptions['role']>): MenuItemConstructorOptions => ({
  role: name,
})

/** Standard items by role, so that each system names them and gives them its keys. `developing` adds reload and the tools. */
export function menuTemplate(
  language: Language,
  platform: NodeJS.Platform,
  developing: boolean,
): MenuItemConstructorOptions[] {
  const words = WORDS[language]
  const onMac = platform === 'darwin'
  return [
    ...(onMac ? [role('appMenu')] : []),
    { label: words.file, submenu: [role(onMac ? 'close' : 'quit')] },
    { label: words.edit, submenu: editItems() },
    { label: words.view, submenu: [...(developing ? developerItems() : []), ...viewItems()] },
    { label: words.window, role: 'windowMenu' },
  ]
}

/** The language of the menu: what the person chose, or the system's where that is Korean, else English. */
export function menuLanguage(chosen: Language | 'system', systemLocale: string): Language {
  if (chosen !== 'system') return chosen
  return systemLocale.startsWith('ko') ? 'ko' : 'en'
}

function editItems(): MenuItemConstructorOptions[] {
  const changes = [role('undo'), role('redo')]
  return [
    ...changes,
    SEPARATOR,
    role('cut'),
    role('copy'),
    role('paste'),
    role('delete'),
    SEPARATOR,
    role('selectAll'),
  ]
}

function viewItems(): MenuItemConstructorOptions[] {
  return [role('resetZoom'), role('zoomIn'), role('zoomOut'), SEPARATOR, role('togglefullscreen')]
}

function developerItems(): MenuItemConstructorOptions[] {
  return [role('reload'), role('forceReload'), role('toggleDevTools'), SEPARATOR]
}
