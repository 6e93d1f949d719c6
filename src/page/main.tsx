import { render } from 'preact'
import { present } from '../base/bug.ts'
import { App } from './app.tsx'
import type { Settings } from './messages.ts'
import { readSettings } from './settings.ts'
import { programInAddress } from './sharing.ts'

/** Returns the settings of the page; a program in the address takes precedence, and opens the editor. */
async function settingsNow(): Promise<Settings> {
  const settings = readSettings()
  const shared = await programInAddress()
  if (shared === null) return settings
  const others = settings.playground ? [] : settings.scenarios
  return { ...settings, scenarios: [shared, ...others], playground: true }
}

settingsNow().then((settings) =>
  render(<App settings={settings} />, present(document.getElementById('app'), 'place of the page')),
)
