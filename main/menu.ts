// The native menu, in Korean and English.
import type { MenuItemConstructorOptions } from 'electron'
import { MENU_WORDS, type Language, type MenuName, type Role } from './menu-words.ts'

type Item = MenuItemConstructorOptions
type Entry = Role | 'separator'

const EDIT: readonly Entry[] = [
  'undo',
  'redo',
  'separator',
  'cut',
  'copy',
  'paste',
  'delete',
  'separator',
  'selectAll',
]
const VIEW: readonly Entry[] = ['resetZoom', 'zoomIn', 'zoomOut', 'separator', 'togglefullscreen']
const TOOLS: readonly Entry[] = ['reload', 'forceReload', 'toggleDevTools', 'separator']
const APP: readonly Entry[] = [
  'about',
  'separator',
  'services',
  'separator',
  'hide',
  'hideOthers',
  'unhide',
  'separator',
  'quit',
]

/** Standard items by role, so that each system gives them its keys, named by us. `developing` adds reload and the tools. */
export function menuTemplate(language: Language, platform: NodeJS.Platform, developing: boolean): Item[] {
  const menu = (name: MenuName, entries: readonly Entry[]): Item => ({
    label: MENU_WORDS[language][name],
    submenu: menuItems(language, entries),
  })
  const roleMenu = (role: Role, entries: readonly Entry[]): Item => ({
    ...menuItem(language, role),
    submenu: menuItems(language, entries),
  })
  const onMac = platform === 'darwin'
  return [
    ...(onMac ? [roleMenu('appMenu', APP)] : []),
    menu('file', [onMac ? 'close' : 'quit']),
    menu('edit', EDIT),
    menu('view', [...(developing ? TOOLS : []), ...VIEW]),
    roleMenu('windowMenu', onMac ? ['minimize', 'zoom'] : ['minimize', 'close']),
  ]
}

/** The language of the menu: what the person chose, or the system's where that is Korean, else English. */
export function menuLanguage(chosen: Language | 'system', systemLocale: string): Language {
  if (chosen !== 'system') return chosen
  return systemLocale.startsWith('ko') ? 'ko' : 'en'
}

/** The items of a menu, each with its label. */
export function menuItems(language: Language, entries: readonly Entry[]): Item[] {
  return entries.map((entry) => (entry === 'separator' ? { type: 'separator' } : menuItem(language, entry)))
}

function menuItem(language: Language, role: Role): Item {
  return { role, label: MENU_WORDS[language][role] }
}
