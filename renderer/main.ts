// Where the interface begins: what it needs from the browser or the desktop, and its first page.
import { mount } from 'svelte'
import AppView from './views/AppView.svelte'
import { LocalValues } from './connection/kept-values.ts'
import { takeLinkedPassword } from './connection/linked-password.ts'
import { App } from './state/app.svelte.ts'
import { browserPreferences, desktopPreferences, SettingsState } from './state/settings.svelte.ts'
import './styles/theme.css'
import './styles/base.css'
import './styles/controls.css'

const values = new LocalValues(() => window.localStorage)
const desktop = window.sarangbang ?? null
const preferences = desktop === null ? browserPreferences(values) : desktopPreferences(desktop)
const settings = new SettingsState(preferences, navigator.languages)
const app = new App({ settings, values, desktop, pageOrigin: location.origin })

/** At once, whatever becomes of this visit; also where somebody pastes a link over the page. */
function takePassword(): void {
  app.linkedPassword = takeLinkedPassword(window) ?? app.linkedPassword
}

takePassword()
window.addEventListener('hashchange', takePassword)
mount(AppView, { target: document.body, props: { app } })
void app.start()
