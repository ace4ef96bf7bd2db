// Where the interface begins: what it needs from the browser or the desktop, and its first page.
import { mount } from 'svelte'
import AppView from './views/AppView.svelte'
import { LocalValues } from './connection/kept-values.ts'
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

mount(AppView, { target: document.body, props: { app } })
void app.start()
