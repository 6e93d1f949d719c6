import type { Settings } from './messages.ts'
import { textOfElement } from './workers.ts'

/** Returns the settings that the command line wrote into the page. */
export function readSettings(): Settings {
  return JSON.parse(textOfElement('settings'))
}
