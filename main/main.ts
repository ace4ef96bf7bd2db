// The desktop app's entry: one instance, one window, one host, and the order in which they come and go.
import { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, session } from 'electron'
import type { IpcMainInvokeEvent } from 'electron'
import { join } from 'node:path'
import type { HostState, Settings } from '../protocol/desktop.ts'
import { registerScheme, serveInterface } from './app-protocol.ts'
import { answerCalls } from './calls.ts'
import { contextTemplate, type Clicked } from './context-menu.ts'
import { desktopHandlers } from './handlers.ts'
import type { Host } from './host.ts'
import { hostArguments } from './host-arguments.ts'
import { localHost } from './local-host.ts'
import { menuLanguage, menuTemplate } from './menu.ts'
import { confine } from './navigation.ts'
import { APP_URL, isOurPage } from './origin.ts'
import { limitPermissions } from './permissions.ts'
import { finishBeforeQuit } from './quit.ts'
import { openSettings, type SettingsFile } from './settings.ts'
import { openWindow, placeOf, showWindow } from './window.ts'

const OUT = join(import.meta.dirname, '..')
/** Vite's server while developing, which a packaged app never has. */
const devUrl = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null)

registerScheme()
app.enableSandbox()
app.setAppUserModelId('io.github.sarangbang')
if (app.requestSingleInstanceLock()) app.whenReady().then(run).catch(giveUp)
else app.quit()

async function run(): Promise<void> {
  const settings = await openSettings(join(app.getPath('userData'), 'settings.json'))
  const host = localHost(
    join(OUT, 'main/server.js'),
    hostArguments(process.argv, devUrl),
    settings,
    tellWindows,
  )
  secure()
  app.on('web-contents-created', (_event, contents) => {
    contents.on('context-menu', (_shown, clicked) => popUpMenu(settings.settings, clicked))
  })
  applySettings(settings.settings)
  answerCalls(ipcMain, isOurWindow, desktopHandlers(host, settings, applySettings))
  finishBeforeQuit(app, () => finish(host, settings))
  keepOneWindow(() => openMainWindow(settings))
  if (settings.settings.hosting !== null) await host.start(settings.settings.hosting)
}

/** Without its settings the program would only write over them: it says why, and ends. */
function giveUp(error: unknown): void {
  dialog.showErrorBox('Sarangbang', String(error))
  app.exit(1)
}

/** What was said is on disk, and so are what the page keeps and where the window was. */
async function finish(host: Host, settings: SettingsFile): Promise<void> {
  session.defaultSession.flushStorageData()
  const places = BrowserWindow.getAllWindows().map((window) => settings.rememberWindow(placeOf(window)))
  await Promise.allSettled([host.stop(), settings.flushed(), ...places])
}

function secure(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, devUrl))
  limitPermissions(session.defaultSession, devUrl)
  serveInterface(session.defaultSession, join(OUT, 'renderer'))
}

/** Only the page itself may call, not a frame in it. */
function isOurWindow({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOurPage(senderFrame.url, devUrl)
}

function tellWindows(state: HostState): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send('host:changed', state)
}

function applySettings({ language, theme }: Settings): void {
  nativeTheme.themeSource = theme
  const template = menuTemplate(menuLanguage(language, app.getLocale()), process.platform, !app.isPackaged)
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

function popUpMenu({ language }: Settings, clicked: Clicked): void {
  const template = contextTemplate(menuLanguage(language, app.getLocale()), clicked)
  if (template.length > 0) Menu.buildFromTemplate(template).popup()
}

function openMainWindow(settings: SettingsFile): void {
  openWindow({
    url: devUrl ?? APP_URL,
    preload: join(OUT, 'preload/preload.cjs'),
    place: settings.window,
    onClose: (place) => void settings.rememberWindow(place).catch(() => undefined),
  })
}

/** Opens the window now, shows it when the program is started again, and follows each system's habit when it is closed. */
function keepOneWindow(open: () => void): void {
  const show = () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) open()
    else showWindow(window)
  }
  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  show()
}
